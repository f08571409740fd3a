"""Fails a test when a statement names no pemda for a tenant table, or uses what a sharded database refuses.

Row security is the lock; the predicate is the route (and the second lock). So every tenant table that a
SELECT, UPDATE or DELETE names must be tied to a bound tenant_id, directly or through a join on tenant_id, in the
very query that names it; an INSERT must fill the column.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache

from sqlmodel import SQLModel

REFERENCE = frozenset({"tenant", "heartbeat", "alembic_version"})
FORBIDDEN = re.compile(r"\bset_config\s*\(|\bmerge\s+into\b|\bpg_advisory|\blisten\s", re.IGNORECASE)
CALL_IN_UPSERT = re.compile(r"do update\s+set\b(?:(?!\breturning\b|\bwhere\b).)*?\w\(", re.IGNORECASE)
VERBS = ("select", "update", "delete", "with", "insert")
SUBQUERY = re.compile(r"\(\s*(?:select|with|insert|update|delete)\b")
NAMED = re.compile(
    r"(?:\b(?:from|join|update|using)\b|,)\s+(?:only\s+)?\"?([a-z_]+)\"?(?:\s+(?:as\s+)?([a-z_][a-z0-9_]*))?"
)
SOURCES = re.compile(
    r"\b(?:from|using)\b.*?(?=\bwhere\b|\bgroup by\b|\border by\b|\breturning\b|\blimit\b|$)|\bupdate\s+.*?(?=\bset\b)"
)
TARGET = re.compile(r"\binsert into\s+([a-z_]+)\s*\(([^)]*)\)?")
BOUND = r"(?:%s|%\([a-z0-9_]+\)s|:[a-z0-9_]+|\$\d+|cast\(:[a-z0-9_]+ as uuid\))"
SIDE = r"(?:([a-z_][a-z0-9_]*)\.)?tenant_id"
EQUAL_TO_VALUE = re.compile(rf"\b{SIDE}\s*=\s*{BOUND}|{BOUND}(?:::uuid)?\s*=\s*{SIDE}\b")
EQUAL_TO_OTHER = re.compile(rf"\b{SIDE}\s*=\s*{SIDE}\b")
NOT_AN_ALIAS = frozenset(
    ("where", "set", "on", "join", "left", "right", "inner", "full", "cross", "natural", "order", "group", "having",
     "limit", "for", "returning", "using", "values", "select", "window", "offset", "fetch", "lateral", "do")
)  # fmt: skip
VALUE = "a bound value"


class UntenantedStatement(AssertionError):
    """A statement that would reach every pemda if row security were off, or every shard."""


@dataclass
class Query:
    """One SELECT, UPDATE or DELETE with what stands directly in it; `outer` is the query it stands in."""

    outer: "Query | None"
    text: str = ""
    tables: dict[str, str] = field(default_factory=dict)  # alias -> tenant table


offences: list[str] = []


def watch(statement: str) -> None:
    """Like refuse_untenanted, and remembered: an error page must not swallow the offence."""
    try:
        refuse_untenanted(statement)
    except UntenantedStatement:
        offences.append(statement)
        raise


@lru_cache(maxsize=1)
def tenant_tables() -> frozenset[str]:
    return frozenset(SQLModel.metadata.tables) - REFERENCE


@lru_cache(maxsize=4096)
def refuse_untenanted(statement: str) -> None:
    """Raises UntenantedStatement for the first thing wrong with the statement."""
    text = " ".join(re.sub(r"--[^\n]*", " ", statement).lower().split())
    if FORBIDDEN.search(text) or CALL_IN_UPSERT.search(text):
        raise UntenantedStatement(f"a sharded database refuses this: {statement}")
    if not text.startswith(VERBS):
        return
    for query in _queries(text):
        for alias in _unnamed(query):
            raise UntenantedStatement(f"{query.tables[alias]} ({alias}) names no tenant in: {statement}")
        for table, columns in TARGET.findall(query.text):
            if table in tenant_tables() and "tenant_id" not in columns:
                raise UntenantedStatement(f"an insert into {table} fills no tenant_id: {statement}")


def _queries(text: str) -> list[Query]:
    """The queries of a statement, each without the text of those inside it."""
    queries = [Query(None)]
    open_ = [queries[0]]
    inside_quotes = False
    for place, letter in enumerate(text):
        inside_quotes ^= letter == "'"
        if inside_quotes:
            continue
        if letter == "(" and SUBQUERY.match(text, place):
            queries.append(Query(open_[-1]))
            open_.append(queries[-1])
        elif letter == "(":
            open_[-1].text += letter
            open_.append(open_[-1])
        elif letter == ")" and len(open_) > 1:
            closed = open_.pop()
            open_[-1].text += ")" if closed is open_[-1] else " () "
        else:
            open_[-1].text += letter
    parts = [part for query in queries for part in _arms(query)]
    for part in parts:
        part.tables = _tables(part.text)
    return parts


def _arms(query: Query) -> list[Query]:
    """The arms of a UNION are queries of their own."""
    texts = re.split(r"\bunion(?: all)?\b|\bexcept\b|\bintersect\b", query.text)
    query.text = texts[0]
    return [query, *(Query(query.outer, text) for text in texts[1:])]


def _tables(text: str) -> dict[str, str]:
    found = {}
    for clause in SOURCES.findall(re.sub(r"\bfor (?:no key )?update\b.*|\bdo update set\b.*", " ", text)):
        for table, alias in NAMED.findall(clause):
            if table in tenant_tables():
                found[table if not alias or alias in NOT_AN_ALIAS else alias] = table
    return found


def _unnamed(query: Query) -> list[str]:
    """The aliases in this query that no chain of equalities ties to a bound tenant."""
    tied = {VALUE} | set(_visible(query.outer))
    only = next(iter(query.tables)) if len(query.tables) == 1 else ""
    pairs = [(match[1] or match[2] or only, VALUE) for match in EQUAL_TO_VALUE.finditer(query.text)]
    pairs += [(match[1] or only, match[2] or only) for match in EQUAL_TO_OTHER.finditer(query.text)]
    for _ in range(len(pairs) + 1):
        for one, other in pairs:
            if one in tied or other in tied:
                tied |= {one, other}
    return [alias for alias in query.tables if alias not in tied]


def _visible(query: Query | None) -> Iterator[str]:
    """Aliases of the queries around; each of those is checked in its own place."""
    while query is not None:
        yield from query.tables
        query = query.outer


class Counter:
    """Counts what is sent to the database, by both roads. `listen` is called for every statement."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def listen(self, statement: str) -> None:
        self.statements.append(" ".join(statement.split()))

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The statements sent inside the block."""
        start, found = len(self.statements), []
        yield found
        found.extend(self.statements[start:])
