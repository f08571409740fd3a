"""Held answers of the survey in the room of the review."""
