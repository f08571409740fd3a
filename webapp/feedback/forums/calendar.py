"""A forum as a calendar file (RFC 5545)."""

from collections.abc import Sequence
from datetime import UTC

from webapp.feedback.forums.models import Forum, ForumMove
from webapp.platform.tenancy import Tenant


def event_of(forum: Forum, moves: Sequence[ForumMove], tenant: Tenant, url: str, host: str) -> bytes:
    """One event, always with the same name, so that taking it again moves or cancels what is in the calendar."""
    from icalendar import Calendar, Event  # ten megabytes in each process that never sends a calendar

    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Pamong//Forum//ID")
    calendar.add("version", "2.0")
    event.add("uid", f"{forum.id}.{tenant.slug}@{host}")
    changed = [forum.announced_at, *(each.at for each in moves), forum.cancelled_at]
    event.add("dtstamp", max(each for each in changed if each).astimezone(UTC))
    event.add("dtstart", forum.starts_at.astimezone(UTC))
    event.add("dtend", forum.ends_at.astimezone(UTC))
    event.add("summary", forum.title)
    event.add("description", forum.topic)
    event.add("location", forum.place)
    event.add("url", url)
    event.add("sequence", len(moves) + bool(forum.cancelled_at))
    event.add("status", "CANCELLED" if forum.cancelled_at else "CONFIRMED")
    calendar.add_component(event)
    return calendar.to_ical()
