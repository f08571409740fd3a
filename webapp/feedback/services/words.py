"""How opening hours, kinds of points and standards are said."""

from datetime import date, timedelta

from webapp.feedback.services.components import REASON, TEXT, in_reading_order
from webapp.feedback.services.opening import Hours, Now, State, as_clock, by_equal_days
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date

KINDS = {"counter": "Loket", "kiosk": "Mesin penilaian", "online": "Layanan daring"}
DAYS = {1: "Senin", 2: "Selasa", 3: "Rabu", 4: "Kamis", 5: "Jumat", 6: "Sabtu", 7: "Minggu"}
ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def state_card(state: State, timezone: str, today: date) -> dict | None:
    """`text` of a point's state and its tone for a tag; None while no hours are known."""
    if state.now is Now.UNKNOWN:
        return None
    return {"text": _sentence(state, ZONES[timezone]), "tone": "good" if state.now is Now.OPEN else "wait",
            "word": _("Buka") if state.now is Now.OPEN else _("Belum buka") if state.now is Now.LATER else _("Tutup"),
            "next": _following(state, ZONES[timezone], today)}  # fmt: skip


def _sentence(state: State, zone: str) -> str:
    spans = said(state.spans)
    if state.now is Now.OPEN:
        if state.until is None:
            return _("Buka terus, siang dan malam")
        return _("Buka hari ini %(spans)s %(zone)s", spans=spans, zone=zone)
    if state.now is Now.LATER:
        return _("Buka hari ini %(spans)s %(zone)s", spans=spans, zone=zone)
    if state.now is Now.OVER:
        return _("Hari ini sudah tutup (%(spans)s %(zone)s)", spans=spans, zone=zone)
    if state.now is Now.HOLIDAY:
        return _("Tutup: hari libur, %(name)s", name=state.holiday)
    return _("Hari ini tutup")


def _following(state: State, zone: str, today: date) -> str | None:
    if state.following is None:
        return None
    day, minute = state.following
    if day == today + timedelta(days=1):
        return _("Buka lagi besok, %(weekday)s, pukul %(time)s %(zone)s", weekday=weekday_of(day),
                 time=as_clock(minute), zone=zone)  # fmt: skip
    return _("Buka lagi %(weekday)s, %(date)s pukul %(time)s %(zone)s", weekday=weekday_of(day), date=long_date(day),
             time=as_clock(minute), zone=zone)  # fmt: skip


def weekday_of(day: date) -> str:
    """The name of its week day."""
    return _(DAYS[day.isoweekday()])


def said(spans: tuple[tuple[int, int], ...]) -> str:
    """08.00–12.00 dan 13.00–15.00."""
    parts = [f"{as_clock(opens)}–{as_clock(closes)}" for opens, closes in spans]
    if len(parts) < 2:
        return "".join(parts)
    return _("%(these)s dan %(last)s", these=", ".join(parts[:-1]), last=parts[-1])


def week_lines(hours: list[Hours]) -> list[dict]:
    """The week in few lines: `days` and `text`."""
    return [
        {
            "days": _(DAYS[days[0]]) if len(days) == 1 else f"{_(DAYS[days[0]])}–{_(DAYS[days[-1]])}",
            "text": said(spans) if spans else _("Tutup"),
        }
        for days, spans in by_equal_days(hours)
    ]


def written_parts(parts: dict) -> list[dict]:
    """The components as they are read: name, text or why it does not apply."""
    return [
        {"slug": each.slug, "name": _(each.name), "text": parts[each.slug].get(TEXT, ""),
         "why_not": parts[each.slug].get(REASON, "")}
        for each in in_reading_order() if each.slug in parts
    ]  # fmt: skip
