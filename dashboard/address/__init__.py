"""A view <-> its address; the addresses of portraits, embedded maps and files."""
