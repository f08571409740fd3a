"""One person, with everything human resources may change."""

from flask import Response, abort

from webapp.people.confirmations.models import LINK
from webapp.people.confirmations.queries import is_powerful, pending
from webapp.people.directory import facts, labels, rules
from webapp.people.directory.here import me, staff, today
from webapp.people.models import Person
from webapp.platform import clock
from webapp.platform.access import open_to
from webapp.platform.pages import render_page
from webapp.platform.request import db


@staff.get("/kelola/pegawai/<uuid:person_id>")
@open_to("bkpsdm")
def show_person(person_id) -> Response:
    person, session, day = found_person(person_id), db(), today()
    account = facts.account_of(session, person_id)
    placements = facts.placements_of(session, person_id, day)
    return render_page(
        "people/directory/person.html",
        whose=person,
        labels=labels,
        has_left=rules.has_left(person.left_on, day),
        present=[each for each in placements if each.state == facts.NOW],
        placements=placements,
        superiors=facts.superiors_of(session, person_id, day),
        reports=facts.led_by(session, person_id, day),
        nips=facts.nip_history(session, person_id, day),
        roles=facts.roles_of(session, person_id, day),
        account=account,
        needs_second=account is not None or is_powerful(session, person_id, day),
        invitation=facts.open_invitation(session, person_id, clock.now()),
        is_me=person_id == me().id,
        pending=pending(session, day, person_id),
        reader_id=me().id,
        LINK=LINK,
        slug=session.tenant.slug,
    )


def found_person(person_id) -> Person:
    """The person, if he is of this pemda; else 404."""
    return db().get(Person, (db().tenant.id, person_id)) or abort(404)
