"""How an answer sounded: fillers, pace, pauses, hedges, false starts, each against its band."""
