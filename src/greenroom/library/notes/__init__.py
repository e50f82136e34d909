"""Raw notes -> draft prompts: blocks of lines (reading), what each is (labels, sorting), the prompt file (writing)."""
