"""Pure functions from tables and a view to what the screen draws."""
