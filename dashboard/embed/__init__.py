"""The map on somebody else's site: a page without scripts, and the code that puts it there."""
