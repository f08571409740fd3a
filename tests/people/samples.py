"""Values for the addresses of the rooms for people and organisation, for the laws that read the whole application."""

from datetime import timedelta

from sqlmodel import select

from tests.world import Place, World
from webapp.people.confirmations.models import LINK, Confirmation
from webapp.people.directory import invitations
from webapp.people.models import Jabatan, Placement, RoleGrant, Superior
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving


def people_samples(world: World, place: Place) -> dict[str, dict[str, object]]:
    """Endpoint -> values: somebody with a jabatan, a superior and a role, an OPD, and an open invitation."""
    maker, somebody = list(place.people.values())[-2:]
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        token = invitations.invite(
            session, somebody.id, by=maker.id, now=clock.now() - timedelta(days=1), has_left=False
        )
        session.commit()

        asked = Confirmation(kind=LINK, person_id=somebody.id, valid_from=clock.today("Asia/Jakarta"),
                             asked_by_id=maker.id, asked_at=clock.now())  # fmt: skip
        session.add(asked)
        session.commit()

        def one(kind):
            return session.exec(select(kind.id).where(kind.person_id == somebody.id)).first()

        jabatan_id = session.exec(select(Jabatan.id)).first()
        values = {
            (*OF_PERSON, "profile.show_colleague"): {"person_id": somebody.id},
            OF_OPD: {"opd_id": place.upt},
            OF_JABATAN: {"jabatan_id": jabatan_id},
            ("staff.new_end", "staff.create_end", "staff.cancel_placement"): {"placement_id": one(Placement)},
            ("staff.show_invitation", "staff.create_account"): {"token": token},
            ("staff.cancel_superior",): {"superior_id": one(Superior)},
            ("confirmations.create_agreement", "confirmations.create_refusal"): {"confirmation_id": asked.id},
            ("staff.end_role",): {"grant_id": one(RoleGrant)},
        }
        return {name: value for names, value in values.items() for name in names}


OF_PERSON = tuple(
    f"staff.{name}"
    for name in (
        "show_person", "edit_name", "update_name", "edit_nip", "update_nip", "new_leave", "create_leave", "new_return",
        "create_return", "new_placement", "create_placement", "new_superior", "create_superior", "new_role",
        "create_role", "create_invitation", "new_closing", "create_closing",
    )
)  # fmt: skip
OF_OPD = tuple(
    f"units.{name}"
    for name in (
        "show_unit", "edit_unit", "update_unit", "edit_parent", "update_parent", "new_unit_closing",
        "create_unit_closing", "new_post", "create_post",
    )
)  # fmt: skip
OF_JABATAN = tuple(f"units.{name}" for name in ("edit_post", "update_post", "new_post_closing", "create_post_closing"))
