"""What a user uploads: bytes in, rows and faults out. Nothing is written, logged or kept."""
