"""Public forums and dialogue meetings: announced, asked beforehand, answered, and every promise followed to its end."""
