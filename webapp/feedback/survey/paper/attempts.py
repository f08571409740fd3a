"""Where a deed on paper is done or refused."""

from collections.abc import Callable

from webapp.feedback.survey.refusals import NotPossible
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.request import db


def attempt(form: Form, deed: Callable[[], object]) -> object:
    """What the deed returned, committed; None with the sentence in the form when the form or the deed is refused."""
    if not form.ok:
        return None
    try:
        result = deed()
    except NotPossible as problem:
        db().rollback()
        form.refuse(problem.field, _(problem.sentence))
        return None
    db().commit()
    return result
