"""What the screen shows: rows of text from values, nothing else."""
