"""Where texts that may be found come from: each kind says what should be in the index, and what it does not yet hold.

Another room joins in by one line, `SOURCES["aduan"] = Source(texts=…, waiting=…)`, and by `store.index_text` beside its
own writes; `store.forget` when a text may no longer be read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from webapp.feedback.search import messages
from webapp.feedback.search.store import Text
from webapp.feedback.services import finding
from webapp.platform.db import TenantSession


def _nothing(_session: TenantSession, _most: int) -> list[Text]:
    return []


@dataclass(frozen=True)
class Source:
    """`texts(session, today)`: all that should be findable; `waiting(session, most)`: some that the index lacks."""

    texts: Callable[[TenantSession, date], Iterable[Text]]
    waiting: Callable[[TenantSession, int], list[Text]] = _nothing


SOURCES: dict[str, Source] = {
    finding.KIND: Source(finding.texts),
    messages.KIND: Source(messages.texts, messages.waiting),
}
