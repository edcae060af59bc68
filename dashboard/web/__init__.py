"""What every answer of the server shares: headers, static files, jobs, refusals, the request."""
