"""Sheets filled by hand: printed in batches, typed in twice by another unit, compared, and counted once."""
