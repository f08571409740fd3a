"""What the office's pages of complaints share: their blueprint, who reads, the case of an address, refusals."""

from datetime import date
from uuid import UUID

from flask import Blueprint, abort, g, url_for
from flask_login import current_user

from webapp.feedback.complaints import queries
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.office.reading import Reader, case_for, reader_of
from webapp.feedback.complaints.office.words import FIELDS, REFUSALS
from webapp.feedback.complaints.people import superiors_over
from webapp.feedback.complaints.rules import Refused
from webapp.people.published import PersonCard
from webapp.platform import clock, tenancy
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR
from webapp.platform.request import db

HANDLER, INSPECTOR, BUREAU, HEAD = "petugas", "inspektorat", "organisasi", "atasan"
blueprint = Blueprint("complaint_inbox", __name__)


def me() -> PersonCard:
    """The card of whoever is signed in."""
    return current_user.card


def today() -> date:
    """The pemda's day."""
    return clock.today(tenancy.current().timezone)


def reader() -> Reader:
    """Whoever is signed in, as a reader of cases; found once in a request."""
    if "complaint_reader" not in g:
        g.complaint_reader = reader_of(db(), me().id, me().roles, today())
    return g.complaint_reader


def case_of(complaint_id: UUID) -> Complaint:
    """The case of this address, or 404: the same for one that is not there, not hers, or about her."""
    return case_for(db(), reader(), complaint_id, clock.now()) or abort(404)


def told_of(complaint_id: UUID) -> Complaint:
    """The case of which she is told when its limit is near, as a leader over its unit or of the bureau; or 404."""
    row = queries.complaint(db(), complaint_id)
    return row if row and me().id in superiors_over(db(), row, today()) else abort(404)


def address(row_id: UUID) -> str:
    """The case's page, where the news stand."""
    return url_for("complaint_inbox.show_case", complaint_id=row_id, _anchor=ANCHOR)


def refuse(form: Form, problem: Refused) -> int:
    """Says at the form why not, and returns the status: 422 at a field, 409 for what the case does not allow now."""
    if problem.code in ("actor", "subject"):
        abort(404 if problem.code == "subject" else 403)
    field = FIELDS.get(problem.code, "")
    form.refuse(field, _(REFUSALS[problem.code]))
    for code in problem.also:
        form.refuse(FIELDS[code], _(REFUSALS[code]))
    return 422 if field else 409
