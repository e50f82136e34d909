"""Whether points were made: reading, the best passage, its features, the verdict and its reasons."""
