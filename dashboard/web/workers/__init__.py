"""Programs of their own that write heavy files: figures and words in, bytes out."""
