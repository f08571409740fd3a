"""Answers to the survey that are held back: by which mark, why, and what may become of them."""
