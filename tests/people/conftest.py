"""What the tests of people share."""

import sys
import types

import pytest


@pytest.fixture
def remembered(monkeypatch):
    """Whose search words are written."""
    found: list = []
    module = types.ModuleType("webapp.people.words")
    module.remember_words = lambda session, person_ids: found.extend(person_ids)
    monkeypatch.setitem(sys.modules, "webapp.people.words", module)
    return found
