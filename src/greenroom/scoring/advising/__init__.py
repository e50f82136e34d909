"""What went well, and what to do next."""
