"""Fails a test when a statement on a tenant table names no tenant, or uses what a sharded database refuses."""

import re
from functools import lru_cache

from sqlmodel import SQLModel

REFERENCE = frozenset({"tenant", "heartbeat", "alembic_version"})
FORBIDDEN = re.compile(r"\bset_config\s*\(|\bmerge\s+into\b|\bpg_advisory|\blisten\s", re.IGNORECASE)


class UntenantedStatement(AssertionError):
    """A statement that would reach every pemda if row security were off, or every shard."""


@lru_cache(maxsize=1)
def tenant_tables() -> frozenset[str]:
    return frozenset(SQLModel.metadata.tables) - REFERENCE


@lru_cache(maxsize=4096)
def refuse_untenanted(statement: str) -> None:
    """Every tenant table that a SELECT, UPDATE or DELETE names needs a `tenant_id =` of its own in the statement."""
    text = " ".join(statement.lower().split())
    if FORBIDDEN.search(text):
        raise UntenantedStatement(statement)
    if not text.startswith(("select", "update", "delete", "with", "insert")):
        return
    read = _tables_read(text)
    filters = len(re.findall(r"tenant_id\s*(?:=|is not distinct from)", text)) + len(re.findall(r"= \w+\.tenant_id", text))
    if read and not filters:
        raise UntenantedStatement(statement)


def _tables_read(text: str) -> set[str]:
    named = re.findall(r"\b(?:from|join|update|using|delete from)\s+([a-z_]+)", text)
    return set(named) & tenant_tables()
