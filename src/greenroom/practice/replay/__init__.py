"""Listening again: what there is to jump to (track), playing it (playing), two attempts in turn (turns)."""
