"""Numbers as people say and write them: read in a text, and what a point asks for held against what was said."""
