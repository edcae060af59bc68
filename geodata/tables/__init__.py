"""The prepared tables: how they are read, and the schema that both packages keep to."""
