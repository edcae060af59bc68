"""The analysis: pure functions on tables and arrays."""
