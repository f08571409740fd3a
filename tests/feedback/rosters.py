"""What tests of rosters share: heads, duties, and the roster as the database holds it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import select

from tests.performance.making import inside as inside_of
from tests.world import add
from webapp.feedback.rosters.models import RosterCorrection
from webapp.feedback.services.models import Duty
from webapp.people.models import Jabatan, Placement
from webapp.platform import clock

ZONE = ZoneInfo("Asia/Pontianak")
REASON = "Daftar hadir menunjukkan petugas yang lain."


OF_POINT = ("rosters.new_duty", "rosters.create_duty", "rosters.new_correction", "rosters.create_correction")
OF_DUTY = ("rosters.show_duty", "rosters.remove_duty", "rosters.edit_duty", "rosters.update_duty",
           "counters.new_replacement", "counters.create_replacement")
OF_CORRECTION = ("rosters.show_correction", "rosters.create_decision")


def lead(sql, *people) -> None:
    """These people lead the office they work in."""
    for person in people:
        held = "select jabatan_id from placement where person_id = %s"
        sql(f"update jabatan set leads = true where id in ({held})", person.id)


def clear(sql) -> None:
    """Begins with an empty roster."""
    for table in ("rating_reattribution", "roster_decision", "roster_correction", "duty"):
        sql(f"delete from {table}")


def day_from_now(days: int):
    """A day of Pontianak."""
    return clock.today("Asia/Pontianak") + timedelta(days=days)


def at(day, hour: int) -> datetime:
    """An hour of a day in Pontianak."""
    return datetime.combine(day, time(), ZONE) + timedelta(hours=hour)


def on_duty(inside, place, point_id, person, starts, ends, shift="penuh"):
    """Puts somebody on duty, whenever it was; returns the id."""
    with inside(place) as session:
        duty = add(session, Duty(point_id=point_id, person_id=person.id, shift=shift, starts_at=starts, ends_at=ends))
        return duty.id


def roster(sql, point_id) -> list[tuple]:
    """Who serves at a point: (person, start, end) of what is not taken back."""
    return sql(
        "select person_id, starts_at, ends_at from duty where point_id = %s and withdrawn_at is null order by 2, 3",
        point_id,
    )


def of_rosters(place, duty_id, correction_id) -> dict[str, dict[str, object]]:
    """For the crawlers: the parameters of every page of the rosters."""
    return (
        {name: {"point_id": place.counter_id} for name in OF_POINT}
        | {name: {"duty_id": duty_id} for name in OF_DUTY}
        | {name: {"correction_id": correction_id} for name in OF_CORRECTION}
    )


def turn_and_correction(world, owner, place) -> tuple:
    """For the crawlers: a duty at the counter of a pemda, a correction of it, and somebody who plans there."""
    now = clock.now()
    head = place.people.get("budi", owner)
    with inside_of(world, owner) as session:
        held = select(Jabatan).join(Placement, Placement.jabatan_id == Jabatan.id)
        session.exec(held.where(Placement.person_id == head.id)).one().leads = True
    with inside_of(world, owner) as session:
        duty = session.exec(select(Duty).where(Duty.point_id == place.counter_id)).first()
        correction = add(session, RosterCorrection(
            point_id=duty.point_id, wrong_person_id=duty.person_id, shift="penuh", starts_at=duty.starts_at,
            ends_at=now, reason=REASON, proposed_by=duty.person_id, proposed_at=now,
            concerned=[duty.person_id, duty.person_id],
        ))  # fmt: skip
        return duty.id, correction.id
