"""The forms in which attempts can be taken elsewhere: values in, text out."""
