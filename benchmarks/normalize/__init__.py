"""How right and how fast normalisation is."""
