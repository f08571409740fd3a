"""Closing the loop in public: every office's index and scores, what was done about them, open data, and a badge."""
