"""What the pages of the rosters show, as plain values."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from flask import url_for

from webapp.feedback.rosters import hours, queries
from webapp.feedback.rosters.here import now, scope, today, zone
from webapp.feedback.rosters.hours import day_name, day_text
from webapp.feedback.rosters.queries import Point, Scope
from webapp.feedback.rosters.rules import DAY, HOURS, SHIFTS, WEEK, day_begins
from webapp.feedback.services.models import Duty
from webapp.people.published import OpdPlace, opd_places, person_names
from webapp.platform.i18n import clock_time
from webapp.platform.i18n import gettext as _
from webapp.platform.ids import made_at
from webapp.platform.request import db
from webapp.tenants.published import days_of

SHIFT_WORDS = {"penuh": "Sehari penuh", "pagi": "Pagi", "siang": "Siang", "malam": "Malam"}
LOOK_AHEAD = DAY  # how far the view of this moment looks for who comes next


def shift_options() -> list[tuple[str, str]]:
    """The shifts with their usual hours."""
    return [(key, f"{_(SHIFT_WORDS[key])} ({clock_text(HOURS[key][0])}-{clock_text(HOURS[key][1])})") for key in SHIFTS]


def clock_text(moment) -> str:
    """A time of day as it is written: 08.00."""
    return clock_time(moment)


def local(moment: datetime) -> datetime:
    """The moment on the pemda's clock."""
    return moment.astimezone(zone())


def hours_text(starts: datetime, ends: datetime) -> str:
    """The hours of a turn in words."""
    return hours.hours_text(local(starts), local(ends))


def period_text(starts: datetime, ends: datetime) -> str:
    """The days and hours of a period in words."""
    return hours.period_text(local(starts), local(ends))


def until_text(duty: Duty) -> str:
    """How long whoever is on duty now stays."""
    return hours.until_text(local(duty.starts_at), local(duty.ends_at), today())


def offices_with(points: Iterable[Point]) -> dict[UUID, OpdPlace]:
    """The OPD of these points, by name."""
    places = opd_places(db())
    ids = {point.opd_id for point in points}
    return {place.id: place for place in sorted((places[each] for each in ids), key=lambda place: place.name)}


def chosen_office(offices: dict[UUID, OpdPlace], slug: str | None, own: UUID | None) -> OpdPlace | None:
    """The OPD of this address; without one her own, or the first that has points. None: no such OPD here."""
    if slug:
        return next((place for place in offices.values() if place.slug == slug), None)
    return offices.get(own) or next(iter(offices.values()), None)


def week(office: OpdPlace, points: list[Point], monday: date) -> dict:
    """The week of an office: its days, and for each point who serves on each day."""
    ours = [point for point in points if point.opd_id == office.id]
    period = day_begins(monday, zone()), day_begins(monday + WEEK, zone())
    duties = queries.duties_at(db(), [point.id for point in ours], period)
    duties = [duty for duty in duties if duty.starts_at >= period[0]]
    names = person_names(db(), {duty.person_id for duty in duties})
    cells = defaultdict(list)
    for duty in duties:
        cells[duty.point_id, local(duty.starts_at).date()].append(_entry(duty, names))
    days = [monday + DAY * step for step in range(7)]
    first = _first_days([point.id for point in ours]) if monday < today() else {}
    calendar = days_of(db(), days[0], days[-1])
    return {
        "days": [_day(day, calendar) for day in days],
        "rows": [
            {"point": point, "cells": [_cell(point, day, cells[point.id, day], first) for day in days]}
            for point in ours
            if point.is_open or any(cells[point.id, day] for day in days)
        ],
        "is_empty": not duties,
    }  # fmt: skip


def _first_days(point_ids: list[UUID]) -> dict[UUID, date]:
    """The day each point began: when it was written down here, or when somebody first served there."""
    served = queries.first_duties(db(), point_ids)
    return {each: local(min(made_at(each), served.get(each, now()))).date() for each in point_ids}


def _cell(point: Point, day: date, entries: list[dict], first: dict[UUID, date]) -> dict:
    was_empty = first.get(point.id, day) <= day < today() and not entries and point.kind == "counter"
    fix_url = url_for("rosters.new_correction", point_id=point.id, hari=day.isoformat()) if was_empty else None
    return {"entries": entries, "add_url": _add_url(point, day), "fix_url": fix_url}


def _day(day: date, calendar) -> dict:
    return {
        "date": day, "word": day_name(day), "text": day_text(day), "is_today": day == today(),
        "holiday": calendar.holidays.get(day), "is_working": calendar.is_working(day),
    }  # fmt: skip


def _entry(duty: Duty, names: dict[UUID, str]) -> dict:
    return {
        "name": names[duty.person_id], "hours": hours_text(duty.starts_at, duty.ends_at),
        "shift": _(SHIFT_WORDS[duty.shift]), "url": url_for("rosters.show_duty", duty_id=duty.id),
        "is_now": duty.starts_at <= now() < duty.ends_at, "is_past": duty.ends_at <= now(),
    }  # fmt: skip


def _add_url(point: Point, day: date) -> str | None:
    if day < today() or not point.is_open:
        return None
    return url_for("rosters.new_duty", point_id=point.id, hari=day.isoformat())


def at_this_moment(points: Collection[Point], is_working: bool) -> list[dict]:
    """Every open point with who is there now, until when, and who comes next.

    Counters without anybody come first on a working day, and after those with somebody on any other.
    """
    ours = [point for point in points if point.is_open]
    ids = [point.id for point in ours]
    present, coming = defaultdict(list), {}
    found = queries.duties_at(db(), ids, (now(), now() + LOOK_AHEAD))
    names = person_names(db(), {duty.person_id for duty in found})
    for duty in found:
        if duty.starts_at <= now():
            present[duty.point_id].append(duty)
        else:
            coming.setdefault(duty.point_id, duty)
    cards = [_moment_card(point, present[point.id], coming.get(point.id), names, is_working) for point in ours]
    return sorted(cards, key=lambda card: (not card["is_gap"], not card["present"], card["opd_id"].hex, card["name"]))


def _moment_card(
    point: Point, present: list[Duty], coming: Duty | None, names: dict[UUID, str], is_working: bool
) -> dict:
    may_plan = scope().holds(point.opd_id)
    return {
        "id": point.id, "name": point.name, "service": point.service_name, "opd_id": point.opd_id,
        "is_gap": is_working and point.kind == "counter" and not present, "has_people": point.kind == "counter",
        "present": [
            {"name": names[duty.person_id], "until": until_text(duty),
             "url": url_for("counters.new_replacement", duty_id=duty.id) if may_plan else None}
            for duty in present
        ],
        "coming": coming and {"name": names[coming.person_id], "when": _when(coming)},
        "add_url": url_for("rosters.new_duty", point_id=point.id, hari=today().isoformat()) if may_plan else None,
    }  # fmt: skip


def _when(duty: Duty) -> str:
    return hours.coming_text(local(duty.starts_at), local(duty.ends_at), today())


def visible_points(where: Scope) -> list[Point]:
    """The service points of these OPD."""
    return queries.points_in(db(), where, today())
