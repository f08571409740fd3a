"""A forum as a calendar file (RFC 5545)."""

from datetime import UTC

from webapp.feedback.forums.models import Forum
from webapp.platform.tenancy import Tenant


def event_of(forum: Forum, tenant: Tenant, url: str, host: str) -> bytes:
    """One event, always with the same name, so that taking it again moves or cancels what is in the calendar."""
    from icalendar import Calendar, Event  # ten megabytes in each process that never sends a calendar

    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Pamong//Forum//ID")
    calendar.add("version", "2.0")
    event.add("uid", f"{forum.id}.{tenant.slug}@{host}")
    event.add("dtstamp", (forum.cancelled_at or forum.announced_at).astimezone(UTC))
    event.add("dtstart", forum.starts_at.astimezone(UTC))
    event.add("dtend", forum.ends_at.astimezone(UTC))
    event.add("summary", forum.title)
    event.add("description", forum.topic)
    event.add("location", forum.place)
    event.add("url", url)
    event.add("sequence", 1 if forum.cancelled_at else 0)
    event.add("status", "CANCELLED" if forum.cancelled_at else "CONFIRMED")
    calendar.add_component(event)
    return calendar.to_ical()
