"""What tests of rosters share: heads, duties, and the roster as the database holds it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.world import add
from webapp.feedback.services.models import Duty
from webapp.platform import clock

ZONE = ZoneInfo("Asia/Pontianak")
REASON = "Daftar hadir menunjukkan petugas yang lain."


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
