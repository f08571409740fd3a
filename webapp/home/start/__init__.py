"""The first run of a pemda: six steps from its name to the first rating, resumable at any time."""
