"""The guided path of a new pemda."""

from datetime import date

from flask import Blueprint, Response, g, redirect, request, url_for
from flask_login import current_user

from webapp.feedback import published as feedback
from webapp.home.start import domain, rules
from webapp.home.start.forms import StepFields
from webapp.home.start.words import LEAST, MORE, NEWS, STEPS
from webapp.platform import clock, news, samples, tenancy
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import cookie, db

blueprint = Blueprint("start", __name__)
news.know(NEWS)


@blueprint.get("/kelola/mulai")
@open_to("organisasi", "bkpsdm")
def show() -> Response:
    states = rules.done(domain.facts(db(), _today()))
    return render_page(
        "home/start.html",
        steps=_steps(states),
        finished=sum(states.values()),
        has_samples=bool(samples.planted(db())),
        test_url=_counter(),
        least=LEAST,
        more=MORE,
    )


@blueprint.post("/kelola/mulai/langkah")
@open_to("organisasi", "bkpsdm")
def create_step() -> Response:
    form = Form(StepFields, request.form)
    if form.ok:
        domain.mark(db(), form.fields.langkah, by=current_user.card.id, at=clock.now())
        db().commit()
    return _back("langkah-selesai") if form.ok else redirect(url_for(".show"), 303)


@blueprint.post("/kelola/mulai/contoh")
@open_to("organisasi", "bkpsdm")
def create_samples() -> Response:
    domain.plant_samples(db(), by=current_user.card.id, today=_today(), at=clock.now())
    db().commit()
    return _back("contoh-diisi")


@blueprint.post("/kelola/mulai/contoh/hapus")
@open_to("organisasi", "bkpsdm")
def create_sample_removal() -> Response:
    stays = domain.take_samples_away(db(), by=current_user.card.id)
    db().commit()
    return _back("contoh-tersisa" if stays else "contoh-dihapus")


def _steps(states: dict[str, bool]) -> list[dict]:
    current = rules.next_step(states)
    roles = current_user.card.roles
    return [
        {
            "key": key,
            "name": _(STEPS[key].name),
            "what": _(STEPS[key].what),
            "ways": [{"words": _(words), "url": url_for(endpoint)} for words, endpoint in STEPS[key].ways],
            "minutes": STEPS[key].minutes,
            "more_minutes": STEPS[key].more_minutes and STEPS[key].minutes + STEPS[key].more_minutes,
            "is_done": is_done,
            "is_current": key == current,
            "is_hers": bool(roles & OWNERS[key]),
            "whose": _(WHOSE[key]) if key in WHOSE else "",
        }
        for key, is_done in states.items()
    ]


def onward() -> dict | None:
    """The way on after something was saved in a room of the first run: the next step and where; None when there is
    none, and on every page that follows no deed (it asks the database nothing then)."""
    card = g.get("person_card")
    if request.blueprint not in ROOMS or cookie(news.COOKIE) is None or not card or not card.roles & SETTING_UP:
        return None
    states = rules.done(domain.facts(db(), _today()))
    following = rules.next_step(states)
    if following is None:
        return None
    ways = STEPS[following].ways
    is_hers = bool(card.roles & OWNERS[following] and ways)
    return {"name": _(STEPS[following].name), "finished": sum(states.values()), "all": len(states),
            "url": url_for(ways[0][1]) if is_hers else url_for("start.show")}  # fmt: skip


def _counter() -> str | None:
    """The first open counter, for the trial."""
    code = feedback.first_open_code(db(), _today())
    return url_for("ratings.new_rating", code=code) if code else None


def _today() -> date:
    return clock.today(tenancy.current().timezone)


def _back(code: str) -> Response:
    return leave(redirect(url_for(".show", _anchor=ANCHOR), 303), code)


ORGANISATION, PERSONNEL = frozenset({"organisasi"}), frozenset({"bkpsdm"})
SETTING_UP = ORGANISATION | PERSONNEL
OWNERS = {
    "identitas": ORGANISATION, "kantor": ORGANISATION | PERSONNEL, "pegawai": PERSONNEL, "layanan": ORGANISATION,
    "poster": ORGANISATION, "uji": ORGANISATION | PERSONNEL,
}  # fmt: skip
WHOSE = {"pegawai": "Dikerjakan oleh pengelola kepegawaian."} | dict.fromkeys(
    ("identitas", "layanan", "poster"), "Dikerjakan oleh bagian organisasi."
)
ROOMS = frozenset({"settings", "units", "staff", "imports", "offers", "printing", "prints"})
