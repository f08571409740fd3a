"""The citizens' pages about an invitation that cannot be used."""

from flask import Response

from webapp.feedback.ratings.tries import WINDOW
from webapp.platform import i18n, pages


def gone() -> Response:
    """One page for all that is no open invitation: which of them it is, nobody knows any more."""
    return _page(404, is_guessing=False)


def too_many() -> Response:
    """Too many unknown invitations from this network."""
    response = _page(429, is_guessing=True)
    response.headers["Retry-After"] = str(WINDOW)
    return response


def _page(status: int, *, is_guessing: bool) -> Response:
    return pages.render_page(
        "feedback/visits/gone.html", status=status, is_guessing=is_guessing, is_unchecked=i18n.is_unchecked()
    )
