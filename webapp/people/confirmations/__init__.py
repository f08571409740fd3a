"""Four eyes: what one clerk may ask for and only another person may let happen."""
