"""The limits of publication among the settings of a pemda: stricter than the platform's, never looser."""

from flask import Blueprint, Flask, Response, redirect, request, url_for
from flask_login import current_user

from webapp.feedback.publication import limits
from webapp.feedback.publication.limit_forms import LimitFields
from webapp.feedback.publication.rules import PLATFORM, Limits
from webapp.people.published import person_names
from webapp.platform import clock, tenancy
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.news import ANCHOR, know, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db, resources
from webapp.tenants.published import add_section

blueprint = Blueprint("limits", __name__)
EDITOR, READER = "organisasi", "bkpsdm"
NEWS = {
    "ambang-tersimpan": "Batas jawaban tersimpan. Nilai kantor menyesuaikan dalam sepuluh menit, nilai pegawai pada "
    "hitungan hari berikutnya.",
}


def install(app: Flask) -> None:
    """Adds the page to the settings."""
    know(NEWS)
    app.register_blueprint(blueprint)
    add_section(app, 50, "limits.show", "Batas jawaban")


@blueprint.get("/kelola/pengaturan/ambang")
@open_to(EDITOR, READER)
def show() -> Response:
    form, now = Form(LimitFields), limits.in_force(db())
    given = zip(LimitFields.model_fields, vars(now).values(), strict=True)
    form.values = {name: str(value) for name, value in given}
    return _page(form)


@blueprint.post("/kelola/pengaturan/ambang")
@open_to(EDITOR)
def create_limit() -> Response:
    form = Form(LimitFields, request.form)
    if not form.ok:
        return _page(form)
    given = form.fields
    wish = Limits(given.sekaligus, given.kantor, given.pegawai, given.kunjungan)
    changed = limits.choose(db(), wish, by=current_user.card.id, at=clock.now())
    db().commit()
    resources().bell.ring("publication.turn_day", tenancy.current().slug)
    code = "ambang-tersimpan" if changed else "pengaturan-sama"
    return leave(redirect(url_for("limits.show", _anchor=ANCHOR), 303), code)


def _page(form: Form) -> Response:
    rows = limits.history(db())
    names, zone = person_names(db(), {row.by_id for row in rows}), tenancy.current().timezone
    return render_page(
        "feedback/publication/limits.html",
        status=422 if form.errors else 200,
        form=form,
        platform=PLATFORM,
        may_edit=EDITOR in current_user.roles,
        history=[{"row": row, "who": names.get(row.by_id, ""), "at": clock.local(row.at, zone)} for row in rows],
    )
