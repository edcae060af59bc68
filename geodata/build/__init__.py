"""From source files to prepared tables."""
