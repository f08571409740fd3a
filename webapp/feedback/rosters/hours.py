"""Hours of duty as a person says them: midnight is the end of a day, never 'pukul 00.00'.

Every moment here is already on the pemda's own clock.
"""

from datetime import date, datetime, time

from babel.dates import format_date

from webapp.feedback.rosters.rules import DAY
from webapp.platform.i18n import clock_time, language, long_date
from webapp.platform.i18n import gettext as _


def day_name(day: date) -> str:
    """Senin."""
    return format_date(day, "EEEE", locale=language())


def day_text(day: date) -> str:
    """Senin, 23 November 2026."""
    return f"{day_name(day)}, {long_date(day)}"


def hours_text(starts: datetime, ends: datetime) -> str:
    """08.00-16.00, with a word when the end is midnight or on another day."""
    if _are_a_day(starts, ends):
        return _("Sehari penuh")
    if _is_end_of(starts.date(), ends):
        return _("%(begins)s sampai tengah malam", begins=clock_time(starts))
    text = f"{clock_time(starts)}-{clock_time(ends)}"
    return text if ends.date() == starts.date() else _("%(hours)s esoknya", hours=text)


def period_text(starts: datetime, ends: datetime) -> str:
    """The days and hours of a period in words."""
    first = day_text(starts.date())
    if _are_a_day(starts, ends):
        return _("%(day)s, sepanjang hari", day=first)
    if _is_end_of(starts.date(), ends):
        return _("%(day)s, pukul %(begins)s sampai tengah malam", day=first, begins=clock_time(starts))
    if ends.date() == starts.date():
        return _("%(day)s, pukul %(begins)s sampai %(ends)s", day=first, begins=clock_time(starts),
                 ends=clock_time(ends))  # fmt: skip
    return _("%(first)s pukul %(begins)s sampai %(last)s pukul %(ends)s", first=first, begins=clock_time(starts),
             last=day_text(ends.date()), ends=clock_time(ends))  # fmt: skip


def until_text(starts: datetime, ends: datetime, today: date) -> str:
    """How long somebody who is there now stays: 'sampai pukul 16.00', 'sepanjang hari ini'."""
    if _is_end_of(today, ends):
        return _("sepanjang hari ini") if _is_midnight(starts) else _("sampai akhir hari ini")
    if ends.date() == today:
        return _("sampai pukul %(time)s", time=clock_time(ends))
    if ends.date() == today + DAY:
        return _("sampai besok pukul %(time)s", time=clock_time(ends))
    return _("sampai %(day)s pukul %(time)s", day=day_text(ends.date()), time=clock_time(ends))


def coming_text(starts: datetime, ends: datetime, today: date) -> str:
    """When somebody comes who comes within a day."""
    if starts.date() == today:
        return _("pukul %(time)s", time=clock_time(starts))
    if _are_a_day(starts, ends):
        return _("besok sepanjang hari")
    if _is_midnight(starts):
        return _("mulai tengah malam nanti")
    return _("besok pukul %(time)s", time=clock_time(starts))


def _is_midnight(moment: datetime) -> bool:
    return moment.time() == time()


def _is_end_of(day: date, moment: datetime) -> bool:
    return _is_midnight(moment) and moment.date() == day + DAY


def _are_a_day(starts: datetime, ends: datetime) -> bool:
    return _is_midnight(starts) and _is_end_of(starts.date(), ends)
