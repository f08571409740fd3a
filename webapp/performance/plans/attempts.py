"""How a view does a deed: what the domain refuses comes back in the form, with everything that was typed."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import abort

from webapp.performance.here import me, today
from webapp.performance.plans import queries
from webapp.performance.plans.domain import Incomplete
from webapp.performance.plans.lines import FieldRefused
from webapp.performance.plans.models import Skp
from webapp.platform.errors import Conflict
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.request import db

DONE, WRONG, REFUSED = 303, 422, 409


def attempt(form: Form, deed: Callable[[], object]) -> int:
    """Does the deed and commits. DONE, or the status of the page that shows the form again with the sentence."""
    if not form.ok:
        return WRONG
    try:
        deed()
    except FieldRefused as problem:
        form.refuse(problem.field, str(problem))
        status = WRONG
    except Incomplete:
        form.refuse("", _("SKP belum lengkap, jadi belum diajukan. Yang masih kurang ditandai di bawah."))
        status = WRONG
    except Conflict as problem:
        form.refuse("", str(problem))
        status = REFUSED
    else:
        db().commit()
        return DONE
    db().rollback()
    return status


def found_skp(skp_id: UUID | None, day: date | None = None) -> Skp:
    """The SKP, if whoever is signed in may see it; else 404."""
    skp = queries.skp_for(db(), skp_id, me().id, day or today()) if skp_id else None
    return skp or abort(404)
