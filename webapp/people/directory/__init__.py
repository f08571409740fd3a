"""The rooms for people and organisation: who works where, led by whom, and may do what."""
