"""Where texts that may be found come from: each kind says what should be in the index, and what it does not yet hold.

Another room joins in by one line, `SOURCES["aduan"] = Source(page=…, waiting=…)`, and by `store.index_text` beside its
own writes; `store.forget` when a text may no longer be read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp.feedback.search import messages
from webapp.feedback.search.store import Text
from webapp.feedback.services import finding
from webapp.platform.db import TenantSession


def _nothing(_session: TenantSession, _most: int) -> list[Text]:
    return []


@dataclass(frozen=True)
class Source:
    """`page(session, today, after, most)`: what should be findable, by id after this one; `waiting(session, most)`:
    some texts that the index lacks."""

    page: Callable[[TenantSession, date, UUID, int], list[Text]]
    waiting: Callable[[TenantSession, int], list[Text]] = _nothing


SOURCES: dict[str, Source] = {
    finding.KIND: Source(finding.page),
    messages.KIND: Source(messages.page, messages.waiting),
}
