"""What waits for a second person: looked at, agreed to, refused or taken back."""

from flask import Blueprint, Response, url_for

from webapp.people.confirmations import domain, queries
from webapp.people.confirmations.models import LINK
from webapp.people.confirmations.words import NEWS, NOTICES
from webapp.people.directory import labels
from webapp.people.directory.attempts import press
from webapp.people.directory.form_page import done
from webapp.people.directory.here import me, today
from webapp.people.directory.invitations import LIVES
from webapp.people.models import Person
from webapp.people.notices.kinds import know
from webapp.platform import clock, news, tenancy
from webapp.platform.access import open_to
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("confirmations", __name__)
DECIDERS = ("bkpsdm", "kepala")
news.know(NEWS)
know(NOTICES)


@blueprint.get("/kelola/persetujuan")
@open_to(*DECIDERS)
def list_all() -> Response:
    found, own = queries.pending(db(), today()), me().id
    return render_page(
        "people/confirmations/list.html",
        mine=[each for each in found if own in each.deciders],
        others=[each for each in found if own not in each.deciders],
        labels=labels,
        reader_id=own,
        is_clerk="bkpsdm" in me().roles,
        LINK=LINK,
        slug=tenancy.current().slug,
    )


@blueprint.post("/kelola/persetujuan/<uuid:confirmation_id>/setuju")
@open_to(*DECIDERS)
def create_agreement(confirmation_id) -> Response:
    found, now = [], clock.now()
    press(lambda: found.append(domain.agree(db(), confirmation_id, by=me().id, now=now, today=today())))
    person_id, token = found[0]
    return show_link(person_id, token) if token else done("persetujuan-diberikan", ".list_all")


@blueprint.post("/kelola/persetujuan/<uuid:confirmation_id>/tolak")
@open_to(*DECIDERS)
def create_refusal(confirmation_id) -> Response:
    press(lambda: domain.refuse(db(), confirmation_id, by=me().id, now=clock.now(), today=today()))
    return done("persetujuan-ditolak", ".list_all")


def show_link(person_id, token: str) -> Response:
    """The link, once; nobody can read it again."""
    person = db().get(Person, (db().tenant.id, person_id))
    until = clock.local(clock.now() + LIVES, tenancy.current().timezone)
    return render_page(
        "people/directory/link.html",
        whose=person,
        link=url_for("staff.show_invitation", token=token, _external=True),
        until=until,
    )
