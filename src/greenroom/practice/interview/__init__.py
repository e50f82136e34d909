"""A mock interview: several questions in a row."""
