"""How a view changes a roster: what the domain refuses comes back in the form, with everything that was typed."""

from collections.abc import Callable

from webapp.feedback.rosters.domain import Refused
from webapp.platform.forms import Form
from webapp.platform.request import db

DONE, WRONG = 303, 422


def attempt(form: Form, deed: Callable[[], object]) -> int:
    """Does the deed and commits. DONE, or the status of the page that shows the form again with the sentence."""
    if not form.ok:
        return WRONG
    try:
        deed()
    except Refused as problem:
        form.refuse(problem.field, str(problem))
        db().rollback()
        return WRONG
    db().commit()
    return DONE
