"""What the citizens' pages of complaints share: their blueprint, the codes and the vault of this request, refusals."""

from datetime import date
from uuid import UUID

from flask import Blueprint, Response, abort, current_app

from webapp.feedback.complaints import queries
from webapp.feedback.complaints.codes import BadKey, Codes, Ticket
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.refusals import REFUSALS
from webapp.feedback.complaints.rules import Refused
from webapp.feedback.ratings.tries import Tries
from webapp.platform import clock, tenancy
from webapp.platform.errors import Conflict
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.request import db, network, resources
from webapp.platform.sealing import Vault

blueprint = Blueprint("complaints", __name__)
MOST_REPORTS, HOUR = 20, 3600.0  # from one network in an hour; more are kept too, and looked at first
MOST_UPLOADS = 12  # files for one case in an hour, taken or not: each costs some work
MOST_OF_NETWORK = 600  # of all cases from one network: many neighbours may share one address
MOST_SUPPORTS, DAY = 10, 24 * 3600.0  # of one case from one network in a day: a household, a counter's own Wi-Fi
SOONEST = 4.0  # seconds a person takes at least to write a report


def codes() -> Codes:
    """The keys and codes of this application."""
    return current_app.extensions["complaint_codes"]


def vault() -> Vault:
    """What seals and opens for this pemda."""
    return Vault(resources().keys, tenancy.current().id)


def today() -> date:
    """The pemda's day."""
    return clock.today(tenancy.current().timezone)


def fresh_key() -> str:
    """A key for one view of a form."""
    return codes().issue(tenancy.current().id, clock.now().timestamp())


def ticket_of(form: Form, name: str = "kunci") -> Ticket | None:
    """The ticket of a form's key, in the field of this name; None, with a fresh key and a sentence, when it is missing,
    invented or too old."""
    tenant, now = tenancy.current(), clock.now().timestamp()
    try:
        return codes().read(tenant.id, form.values.get(name, ""), now)
    except BadKey:
        form.values[name] = codes().issue(tenant.id, now)
        form.refuse("", _("Halaman ini sudah terlalu lama terbuka. Isian Anda masih ada: kirim sekali lagi."))
        return None


def case_of(code: str) -> tuple[Ticket, Complaint]:
    """The case of a tracking code, or 404: the same for a code that nobody has and one of another pemda."""
    ticket = codes().find(tenancy.current().id, code)
    row = queries.complaint(db(), ticket.complaint_id) if ticket else None
    return (ticket, row) if row else abort(404)


def hold_of(ticket: Ticket, is_machine: bool) -> str | None:
    """Why this report is looked at before others; it is kept and answered like any other."""
    reports, name = current_app.extensions["complaint_reports"], _network_name()
    is_many = not reports.are_left(name)
    reports.note_failure(name)
    if is_machine:
        return "mesin"
    if ticket.age is not None and ticket.age < SOONEST:
        return "cepat"
    return "banyak" if is_many else None


def may_support(complaint_id: UUID) -> bool:
    """Whether one more from this network counts for this case today; the asking itself is counted."""
    return _one_more("complaint_supports", f"{_network_name()}:{complaint_id}")


def too_many_uploads(complaint_id: UUID) -> str | None:
    """Why no more files are looked at in this hour: 'often' for this case, 'many' from this network; counts the asking.

    What one case asks for in vain is not counted for the network, whose other people have done nothing.
    """
    if not _one_more("complaint_uploads", tenancy.key_for(tenancy.current(), "complaint", str(complaint_id))):
        return "often"
    return None if _one_more("complaint_network_uploads", _network_name()) else "many"


def _one_more(what: str, name: str) -> bool:
    known: Tries = current_app.extensions[what]
    is_left = known.are_left(name)
    known.note_failure(name)
    return is_left


def tries() -> tuple[Tries, str]:
    """The count of codes that led nowhere, and the name of this network in it."""
    return current_app.extensions["complaint_tries"], _network_name()


def conflict(problem: Refused) -> Conflict:
    """A refusal as the page of 409, in the reader's language."""
    return Conflict(_(REFUSALS[problem.code]))


def private(response: Response) -> Response:
    """A page for one citizen: kept nowhere, found by no search."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _network_name() -> str:
    return tenancy.key_for(tenancy.current(), "complaint", network())


def service_choices(services: dict[UUID, str]) -> list[tuple[UUID, str]]:
    """Services by name, for a list to choose from."""
    return sorted(services.items(), key=lambda pair: pair[1].lower())
