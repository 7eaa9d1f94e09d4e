"""How the window comes to its library: whoever is in the way, and whatever is wrong, has a way on."""
