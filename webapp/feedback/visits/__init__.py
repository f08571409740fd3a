"""Visit tokens: the system invites whoever was served, once, and forgets whom it invited."""
