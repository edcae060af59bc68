"""Fresh source files from their publishers, each kept only when a build could read it."""
