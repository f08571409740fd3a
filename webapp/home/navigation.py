"""The rooms a person finds in the menu: only what works, only what is hers."""

from flask import g, request, url_for

from webapp.people.published import PersonCard
from webapp.platform.i18n import gettext as _

PLACES = (
    ("home.show", "Beranda", "home"),
    ("performance.show", "Kinerja saya", "plan"),
    ("publication.list_results", "Hasil penilaian warga", "results"),
)


def supply() -> dict:
    """`navigation` for the office layout; it asks the database nothing, for error pages show it too."""
    card: PersonCard | None = g.get("person_card")
    if card is None:
        return {"navigation": []}
    here = (request.endpoint or "").partition(".")[0]
    return {
        "navigation": [
            {
                "label": _label(label, card),
                "url": url_for(endpoint),
                "icon": icon,
                "active": here == endpoint.partition(".")[0],
            }
            for endpoint, label, icon in PLACES
        ]
    }


def _label(label: str, card: PersonCard) -> str:
    """An elected head of region has no SKP of his own: his room holds those of others."""
    return _("Kinerja pegawai") if label == "Kinerja saya" and not card.is_asn else _(label)
