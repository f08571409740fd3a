"""Search of what citizens are offered and what they say: every word by its stem, in Indonesian."""
