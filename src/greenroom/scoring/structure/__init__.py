"""How an answer was built: order, STAR shares, beginning and end."""
