"""What each script in ``assets/`` is sent; packed here and nowhere else."""
