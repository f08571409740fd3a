"""The pages of the settings, in the order people read them. Features above add theirs."""

from dataclasses import dataclass

from flask import Flask, current_app, request, url_for

from webapp.platform.i18n import gettext as _


@dataclass(frozen=True, order=True)
class Section:
    """One page of the settings; `place` orders them."""

    place: int
    endpoint: str
    label: str


OWN = (
    Section(10, "settings.show_identity", "Identitas"),
    Section(20, "settings.show_looks", "Warna dan logo"),
    Section(30, "settings.show_calendar", "Kalender"),
    Section(40, "settings.show_languages", "Bahasa"),
    Section(60, "settings.show_retention", "Masa simpan"),
)
# What else people call these pages when they look for them.
SOUGHT = {
    "settings.show_identity": "nama kontak alamat telepon",
    "settings.show_calendar": "hari libur cuti bersama hari kerja",
    "settings.show_retention": "hapus data penyimpanan",
}


def install(app: Flask) -> None:
    """Begins the list with our own pages."""
    app.extensions["settings"] = list(OWN)


def add_section(app: Flask, place: int, endpoint: str, label: str) -> None:
    """Puts a page of another feature on the list."""
    app.extensions["settings"].append(Section(place, endpoint, label))


def sections() -> list[dict]:
    """The list as a page shows it: label, url, whether the reader is there, other words for it."""
    here = request.endpoint or ""
    return [
        {"label": _(each.label), "url": url_for(each.endpoint), "active": _same_page(here, each.endpoint),
         "words": _(SOUGHT[each.endpoint]) if each.endpoint in SOUGHT else ""}
        for each in sorted(current_app.extensions["settings"])
    ]


def _same_page(here: str, endpoint: str) -> bool:
    return here == endpoint or PAGE_OF.get(here) == endpoint


# Views that answer with the page of another one.
PAGE_OF = {
    "settings.update_identity": "settings.show_identity",
    "settings.update_colour": "settings.show_looks",
    "settings.create_logo": "settings.show_looks",
    "settings.create_week": "settings.show_calendar",
    "settings.create_holiday": "settings.show_calendar",
    "settings.new_import": "settings.show_calendar",
    "settings.read_import": "settings.show_calendar",
    "settings.create_import": "settings.show_calendar",
    "settings.update_languages": "settings.show_languages",
    "settings.update_retention": "settings.show_retention",
    "limits.create_limit": "limits.show",
    "letters.create_sender": "letters.show_sender",
}
