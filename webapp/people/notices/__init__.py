"""Notices: what changed for a person, told in one sentence with the way to it, until she has read it."""
