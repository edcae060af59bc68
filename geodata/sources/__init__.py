"""One module per publisher: reads that publisher's own formats, nothing else."""
