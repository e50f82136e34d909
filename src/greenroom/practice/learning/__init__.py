"""Learning an answer: hear it, climb down the hints, drill what is missed."""
