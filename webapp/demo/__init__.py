"""The demonstration: four pemda with their people, counters, months of ratings, and plans with evidence."""

from webapp.demo.accounts import accounts
from webapp.demo.loading import PASSWORD, NotHere, load

__all__ = ["PASSWORD", "NotHere", "accounts", "load"]
