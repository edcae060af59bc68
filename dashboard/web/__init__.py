"""What every answer of the server has in common, whichever face gives it."""
