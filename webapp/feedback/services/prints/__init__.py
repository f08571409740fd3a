"""Prints that take longer than a page may: a job lays them out, the file is kept for a day."""
