"""The rooms a person finds in the menu: only what works, only what is hers."""

from flask import request, url_for
from flask_login import current_user

from webapp.platform import tenancy
from webapp.platform.i18n import gettext as _

PLACES = (
    ("home.show", "Beranda", "home"),
    ("performance.show", "Kinerja saya", "plan"),
    ("publication.list_results", "Hasil penilaian warga", "results"),
)


def supply() -> dict:
    """`navigation` for the office layout."""
    if tenancy.current_or_none() is None or not current_user.is_authenticated:
        return {"navigation": []}
    here = (request.endpoint or "").partition(".")[0]
    return {
        "navigation": [
            {
                "label": _(label),
                "url": url_for(endpoint),
                "icon": icon,
                "active": here == endpoint.partition(".")[0],
            }
            for endpoint, label, icon in PLACES
        ]
    }
