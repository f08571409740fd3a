"""The demonstration: four pemda with their people, counters, months of ratings, and plans with evidence."""

from typing import Any

from webapp.demo.accounts import PASSWORD, NotHere, accounts

__all__ = ["PASSWORD", "NotHere", "accounts", "load"]


def load(*arguments: Any, **options: Any) -> None:
    """`loading.load`, imported when it is needed: it takes all floors along."""
    from webapp.demo.loading import load as load_all

    load_all(*arguments, **options)
