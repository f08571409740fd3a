"""A list by pages: which one the address asks for, and the ways to those beside it (parts/page.html, `pager`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import request, url_for

from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import number

PAGE = 25  # rows
LAST_PAGE = 1000
T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """The page the address asks for, from 1. Look up `most` rows from `offset` on: one more than the page shows."""

    page: int

    @property
    def offset(self) -> int:
        return (self.page - 1) * PAGE

    @property
    def most(self) -> int:
        return PAGE + 1

    def shown(self, found: Sequence[T]) -> Sequence[T]:
        """Of what was looked up, what the page shows."""
        return found[:PAGE]

    def pager(self, found: Sequence) -> dict[str, str | None] | None:
        """For `pager` of parts/page.html; None where one page holds everything. `found`: what was looked up."""
        has_more, shown = len(found) > PAGE and self.page < LAST_PAGE, min(len(found), PAGE)
        if self.page == 1 and not has_more:
            return None
        first, last = number(self.offset + 1), number(self.offset + shown)
        return {
            "previous_url": _address(self.page - 1) if self.page > 1 else None,
            "next_url": _address(self.page + 1) if has_more else None,
            "text": _("%(first)s sampai %(last)s", first=first, last=last) if shown else _("Tidak ada lagi"),
        }


def asked_page() -> Asked:
    """The page in `?halaman=`; what is no page of a list is the first."""
    wish = request.args.get("halaman", "")
    page = int(wish) if wish.isascii() and wish.isdigit() and len(wish) < 5 else 1
    return Asked(min(max(page, 1), LAST_PAGE))


def _address(page: int) -> str:
    """This address with another page: what was chosen to look at stays chosen."""
    chosen = {name: value for name, value in request.args.items() if name != "halaman" and not name.startswith("_")}
    return url_for(str(request.endpoint), **chosen | (request.view_args or {}), halaman=page)
