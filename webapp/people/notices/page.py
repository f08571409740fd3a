"""Notices as pages show them."""

from collections.abc import Iterable

from flask import url_for

from webapp.people.notices.kinds import KINDS
from webapp.people.notices.models import Notice
from webapp.platform import clock, tenancy
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import typed


def shown(notices: Iterable[Notice]) -> list[dict]:
    """Each notice whose feature is still there: sentence, day, whether it is new, and where it leads."""
    return [_shown(notice) for notice in notices if notice.code in KINDS]


def address_of(notice: Notice) -> str:
    """The page a notice leads to."""
    kind = KINDS[notice.code]
    return url_for(kind.endpoint, **({kind.parameter: notice.object_id} if kind.parameter else {}))


def _shown(notice: Notice) -> dict:
    kind = KINDS[notice.code]
    words = {name: _(word) if name in kind.translated else _named(word) for name, word in notice.words.items()}
    return {
        "id": notice.id,
        "sentence": _(kind.sentence, **words),
        "icon": kind.icon,
        "at": clock.local(notice.at, tenancy.current().timezone),
        "is_new": notice.read_at is None,
        "url": url_for("notices.create_reading", notice_id=notice.id),
    }


def _named(word: str | int) -> str | int:
    """A name as it was typed here, or a number."""
    return typed(word) if isinstance(word, str) else word
