"""Two tellings held against each other."""
