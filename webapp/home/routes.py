"""The choice of a pemda, a pemda's portal, and the staff's home."""

import re
from datetime import date, timedelta

from flask import Blueprint, Response, request, url_for
from flask_login import current_user

from webapp.feedback import published
from webapp.home import gallery
from webapp.home.search import find
from webapp.home.today import errand, waiting
from webapp.people import published as people
from webapp.platform import clock, tenancy
from webapp.platform.access import PUBLIC, STAFF, anywhere, open_to
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import zone_name
from webapp.platform.pages import front_of, render_page
from webapp.platform.request import db, resources

blueprint = Blueprint("home", __name__)
FOR_A_MOMENT = "public, max-age=30"
LOOK_AFTER_ALL = frozenset({"kepala", "organisasi", "inspektorat"})
TOP = 1  # levels below the first that the front page lists; the rest is a page of its own
FEW = 4  # offices of a list that a phone shows before it is opened


@blueprint.get("/")
@open_to(PUBLIC)
@anywhere
def front() -> Response:
    response = _portal() if tenancy.current_or_none() else _choose()
    response.headers["Cache-Control"] = FOR_A_MOMENT
    return response


@blueprint.get("/beranda")
@open_to(STAFF)
def show() -> Response:
    today, card, least = clock.today(tenancy.current().timezone), current_user.card, published.answers_asked_for(db())
    return render_page(
        "home/show.html",
        today=today,
        tasks=waiting(db(), card, today),
        errand=errand(card),
        notices=people.unread_notices(db(), card.id),
        score=_own_unit_score(),
        least=least,
        whole=_whole(card, today, least),
    )


@blueprint.get("/cari")
@open_to(STAFF)
def search() -> Response:
    asked = published.read_question(request.args.get("q", ""))
    groups = find(db(), current_user.card, asked, clock.today(tenancy.current().timezone))
    n = sum(len(group.hits) for group in groups)
    nothing = asked.problem or _("Tidak ada yang cocok.")
    told = _("%(n)s hasil. Panah bawah menuju hasilnya.", n=n) if n else nothing
    return render_page("home/search.html", "found", q=asked.text, problem=asked.problem, groups=groups, told=told)


@blueprint.get("/gaya")
@open_to(STAFF)
def show_gallery() -> Response:
    return render_page("home/gallery.html", **gallery.parts())


def _portal() -> Response:
    today, offices = clock.today(tenancy.current().timezone), published.opd_places(db())
    services = [
        {
            "name": service.name,
            "opd_name": offices[service.opd_id].name,
            "url": url_for("services.show", slug=service.slug),
            "is_open": service.closed_note is None,
        }
        for service in published.services(db(), today)
    ]
    surveys = [
        {"name": offices[opd].name, "until": until, "url": url_for("survey.new_response", slug=offices[opd].slug)}
        for opd, until in published.open_surveys(db(), today)
    ]
    results = published.public_results(db())
    top = [row for row in results["rows"] if row["level"] <= TOP]
    return render_page(
        "home/portal.html",
        services=services,
        surveys=surveys,
        results=results | {"rows": top[:FEW]},
        more=results | {"rows": top[FEW:]},
        n_offices=len(top),
        few=FEW,
        has_parts=len(top) < len(results["rows"]),
        contact=_ways(tenancy.current().contact),
    )


def _choose() -> Response:
    tenants = [
        {
            "name": t.name,
            "kind": _(KINDS[t.kind]),
            "region": zone_name(t.timezone),
            "url": front_of(f"{request.script_root}/{t.slug}/"),
        }
        for t in resources().directory.all()
    ]
    return render_page("home/choose.html", tenants=tenants)


def _ways(contact: dict[str, str]) -> list[dict]:
    """How to reach the pemda, in the order people try; a telephone number and a mail address can be pressed."""
    known = [name for name in WAYS if contact.get(name)] + sorted(set(contact) - set(WAYS))
    return [
        {
            "word": _(WAYS.get(name, name)),
            "text": _grouped(contact[name]) if name == "whatsapp" else contact[name],
            "url": _address(name, contact[name]),
        }
        for name in known
    ]


def _address(name: str, text: str) -> str | None:
    """What pressing this way leads to; None for one that is only read, such as a street."""
    if name == "situs":
        return text if re.match(r"https?://", text) else None
    return SCHEMES[name] + re.sub(r"[^+\w@.-]", "", text) if name in SCHEMES else None


def _grouped(number: str) -> str:
    """A mobile number of digits only as people write it: '+62 812-3456-7890'; any other text as it is."""
    found = re.fullmatch(r"62(\d{3})(\d{4})(\d{2,6})", number)
    return f"+62 {found[1]}-{found[2]}-{found[3]}" if found else number


def _whole(card: people.PersonCard, today: date, least: int) -> dict | None:
    """What stands out in the whole pemda, for those who lead it or watch over it."""
    if not card.roles & LOOK_AFTER_ALL:
        return None
    return {
        "overview": published.overview(db(), today, least),
        "digest": published.last_digest(db(), card.id),
        "empty": published.empty_today(db(), clock.now()) if "kepala" in card.roles else 0,
        "month": (today.replace(day=1) - timedelta(days=1)).replace(day=1),
    }


def _own_unit_score() -> dict | None:
    opd_id = current_user.card.opd_id
    return published.staff_card_of_unit(db(), opd_id) if opd_id else None


WAYS = {"telepon": "Telepon", "whatsapp": "WhatsApp", "surel": "Surel (email)", "situs": "Situs", "alamat": "Alamat"}
SCHEMES = {"telepon": "tel:", "surel": "mailto:", "whatsapp": "https://wa.me/"}
KINDS = {"provinsi": "Provinsi", "kabupaten": "Kabupaten", "kota": "Kota"}
