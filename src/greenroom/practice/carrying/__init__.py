"""What goes in and out: notes, exports, sound made smaller."""
