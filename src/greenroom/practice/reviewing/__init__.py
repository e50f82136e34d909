"""What was kept, looked at again."""
