"""The web process: a keeper that owns the port, and workers that answer; see docs/decisions/0009."""
