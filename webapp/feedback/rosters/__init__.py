"""Rosters: who serves at which counter and when, and how a wrong one is put right."""
