"""Listening again: where to jump to (track), its sound (tape), playing it (playing), two attempts in turn (turns)."""
