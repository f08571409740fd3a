"""Identity, colours and logo, languages, times of keeping."""

from flask import Response, abort, make_response, request

from webapp.platform import clock, tenancy
from webapp.platform.access import PUBLIC, open_to, stays_open
from webapp.platform.forms import Form, Stale, version_of
from webapp.platform.i18n import gettext as _
from webapp.platform.regional import tongues
from webapp.platform.request import db
from webapp.platform.uploads import file_of, takes_files
from webapp.tenants import queries
from webapp.tenants.colours import DEFAULT_COLOUR, readable
from webapp.tenants.rules import Retention
from webapp.tenants.settings import domain, looks
from webapp.tenants.settings.attempts import done
from webapp.tenants.settings.forms import ColourFields, IdentityFields, LanguageFields, NothingFields, RetentionFields
from webapp.tenants.settings.here import EDITOR, READER, blueprint, filled, me, show
from webapp.tenants.settings.pictures import NotALogo, as_logo

FOR_A_YEAR = "public, max-age=31536000, immutable"
LARGEST_LOGO = 3  # megabytes of a body: two of the picture, and the form around it


@blueprint.get("/kelola/pengaturan")
@open_to(EDITOR, READER)
def show_identity() -> Response:
    tenant = tenancy.current()
    contact = {name: tenant.contact.get(name, "") for name in domain.CONTACTS}
    names = {"nama": tenant.name, "sebutan": tenant.short_name, "versi": version_of(*_identity())}
    return show("identity", filled(IdentityFields, names | contact))


@blueprint.post("/kelola/pengaturan")
@open_to(EDITOR)
def update_identity() -> Response:
    form = Form(IdentityFields, request.form)
    if not form.ok:
        return show("identity", form)
    try:
        form.check_unchanged(*_identity())
    except Stale:
        return show("identity", form)
    given = form.fields
    contact = {name: getattr(given, name) for name in domain.CONTACTS if getattr(given, name)}
    changed = domain.describe(db(), name=given.nama, short_name=given.sebutan, contact=contact, by=me())
    return done("identitas-tersimpan", "settings.show_identity", changed)


def _identity() -> tuple:
    tenant = tenancy.current()
    return tenant.name, tenant.short_name, sorted(tenant.contact.items())


@blueprint.get("/kelola/pengaturan/warna")
@open_to(EDITOR, READER)
def show_looks() -> Response:
    """With a colour in the address: how it would look. A colour that is none leaves the one in force."""
    form = Form(ColourFields, request.args) if "warna" in request.args else None
    if form is None or not form.ok:
        used = _colour()
        fresh = filled(ColourFields, {"warna": used, "pilihan": used, "dasar": used})
        return _looks(fresh if form is None else _with_errors(form, used), used)
    wish = form.fields.wish
    values = {"warna": wish, "pilihan": wish, "dasar": wish}
    return _looks(filled(ColourFields, values), wish)


@blueprint.post("/kelola/pengaturan/warna")
@open_to(EDITOR)
def update_colour() -> Response:
    form, before = Form(ColourFields, request.form), _colour()
    if not form.ok:
        return _looks(_with_errors(form, before), before)
    wish = form.fields.wish
    used = domain.paint(db(), wish, by=me())
    more = {} if used == wish else {"diminta": wish[1:]}
    return done("warna-tersimpan", "settings.show_looks", used != before or bool(more), **more)


@blueprint.post("/kelola/pengaturan/logo")
@open_to(EDITOR)
@takes_files(LARGEST_LOGO)
def create_logo() -> Response:
    form, file = Form(NothingFields, request.form), file_of("berkas")
    try:
        if file is None:
            raise NotALogo("Pilih dulu berkas logonya.")
        picture = as_logo(file.content)
    except NotALogo as problem:
        used = _colour()
        shown = filled(ColourFields, {"warna": used, "pilihan": used, "dasar": used})
        shown.errors = form.errors | {"berkas": _(str(problem))}
        return _looks(shown, used)
    changed = domain.put_up_logo(db(), picture, by=me(), at=clock.now())
    return done("logo-terpasang", "settings.show_looks", changed)


@blueprint.post("/kelola/pengaturan/logo/turunkan")
@open_to(EDITOR)
def create_logo_removal() -> Response:
    changed = domain.take_logo_down(db(), by=me(), at=clock.now())
    return done("logo-diturunkan", "settings.show_looks", changed)


@blueprint.get("/logo/<fingerprint>.png")
@open_to(PUBLIC)
@stays_open
def show_logo(fingerprint: str) -> Response:
    """A version of the logo by the print of its content, which never changes."""
    png = queries.logo_bytes(db(), fingerprint)
    if png is None:
        abort(404)
    response = make_response(png)
    response.mimetype = "image/png"
    response.headers["Cache-Control"] = FOR_A_YEAR
    return response


@blueprint.get("/kelola/pengaturan/bahasa")
@open_to(EDITOR, READER)
def show_languages() -> Response:
    return _languages(filled(LanguageFields, {}, {"bahasa": list(tenancy.current().languages)}))


@blueprint.post("/kelola/pengaturan/bahasa")
@open_to(EDITOR)
def update_languages() -> Response:
    form = Form(LanguageFields, request.form)
    if not form.ok:
        return _languages(form)
    changed = domain.offer_languages(db(), form.fields.bahasa, by=me())
    return done("bahasa-tersimpan", "settings.show_languages", changed)


@blueprint.get("/kelola/pengaturan/masa-simpan")
@open_to(EDITOR, READER)
def show_retention() -> Response:
    kept = queries.retention(db())
    return show("retention", filled(RetentionFields, {"sesi": kept.session_days, "gagal": kept.failure_days}))


@blueprint.post("/kelola/pengaturan/masa-simpan")
@open_to(EDITOR)
def update_retention() -> Response:
    form = Form(RetentionFields, request.form)
    if not form.ok:
        return show("retention", form)
    changed = domain.keep_for(db(), Retention(form.fields.sesi, form.fields.gagal), by=me(), at=clock.now())
    return done("simpan-tersimpan", "settings.show_retention", changed)


def _colour() -> str:
    return readable(tenancy.current().colours.get("nila", DEFAULT_COLOUR))


def _with_errors(form: Form, used: str) -> Form:
    """What was written stays; the picker, which can hold nothing but a colour, shows the one in force."""
    form.values |= {"pilihan": used, "dasar": used}
    return form


def _looks(form: Form, colour: str) -> Response:
    """The page of the looks, with the sample of this colour."""
    asked = looks.asked_colour(request.args.get("diminta", ""))
    sample = looks.sample(colour)
    return show("looks", form, block="colour", sample=sample, current=_colour(), corrected=asked or sample.correction)


def _languages(form: Form) -> Response:
    return show("languages", form, tongues=tongues().values())
