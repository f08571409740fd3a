"""Telling the index of a finished period: once, whole, with its working, and counted again by whoever asks."""
