"""Human resources move a person: jabatan, superior, roles."""

from flask import Response, abort, request

from webapp.people.confirmations import domain as confirmations
from webapp.people.confirmations.models import ROLE
from webapp.people.confirmations.queries import hands
from webapp.people.directory import facts, forms, grants, moves, posts, questions
from webapp.people.directory.attempts import attempt, press
from webapp.people.directory.form_page import ask, done
from webapp.people.directory.here import me, staff, today
from webapp.people.directory.list_routes import read_wish
from webapp.people.directory.person_routes import found_person
from webapp.people.models import Person, Placement, Superior
from webapp.platform import clock
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.request import db

SHOW = "staff.show_person"


@staff.get("/kelola/pegawai/<uuid:person_id>/penempatan")
@open_to("bkpsdm")
def new_placement(person_id) -> Response:
    return _ask_placement(found_person(person_id), Form(forms.PlacementFields))


@staff.post("/kelola/pegawai/<uuid:person_id>/penempatan")
@open_to("bkpsdm")
def create_placement(person_id) -> Response:
    person, form = found_person(person_id), Form(forms.PlacementFields, request.form)

    def put() -> None:
        sent = form.fields
        moves.place(db(), person_id, sent.jabatan, basis=sent.dasar, since=sent.tanggal, until=sent.sampai, by=me().id)

    if attempt(form, put):
        return done("jabatan-ditetapkan", SHOW, person_id=person_id)
    return _ask_placement(person, form)


def _ask_placement(person: Person, form: Form) -> Response:
    """In the OPD named in the address; else where the jabatan that was sent is, or the person works now."""
    day, wish = today(), read_wish(request.args)
    opd_id = wish.opd or posts.opd_to_begin_with(db(), person.id, form.values.get("jabatan", ""), day)
    finder_form: Form = Form(forms.WishFields)
    finder_form.values = {"opd": str(opd_id)} if opd_id else {}
    finder = questions.finder_of_opd(finder_form, posts.opds(db(), day))
    choices = posts.open_jabatan(db(), opd_id, day) if opd_id else []
    return ask(questions.placement(person, finder, choices), form, dasar="definitif", tanggal=day)


@staff.get("/kelola/penempatan/<uuid:placement_id>/akhir")
@open_to("bkpsdm")
def new_end(placement_id) -> Response:
    row, person = _of_row(placement_id)
    question = questions.end_of_placement(person, posts.name_of(db(), row.jabatan_id))
    return ask(question, Form(forms.DayFields), tanggal=max(today(), row.valid_from))


@staff.post("/kelola/penempatan/<uuid:placement_id>/akhir")
@open_to("bkpsdm")
def create_end(placement_id) -> Response:
    (row, person), form = _of_row(placement_id), Form(forms.DayFields, request.form)
    question = questions.end_of_placement(person, posts.name_of(db(), row.jabatan_id))
    if attempt(form, lambda: moves.end_placement(db(), placement_id, last_day=form.fields.tanggal, by=me().id)):
        return done("jabatan-diakhiri", SHOW, person_id=person.id)
    return ask(question, form)


@staff.post("/kelola/penempatan/<uuid:placement_id>/batal")
@open_to("bkpsdm")
def cancel_placement(placement_id) -> Response:
    return _take_back(Placement, placement_id)


@staff.get("/kelola/pegawai/<uuid:person_id>/atasan")
@open_to("bkpsdm")
def new_superior(person_id) -> Response:
    return _ask_superior(found_person(person_id), Form(forms.SuperiorFields))


@staff.post("/kelola/pegawai/<uuid:person_id>/atasan")
@open_to("bkpsdm")
def create_superior(person_id) -> Response:
    person, form = found_person(person_id), Form(forms.SuperiorFields, request.form)
    if attempt(form, lambda: moves.set_superior(db(), person_id, form.fields.atasan, since=form.fields.tanggal,
                                                by=me().id)):  # fmt: skip
        return done("atasan-ditetapkan", SHOW, person_id=person_id)
    return _ask_superior(person, form)


def _ask_superior(person: Person, form: Form) -> Response:
    """Those found by the words in the address; else those who lead around him."""
    text, day = read_wish(request.args).cari, today()
    finder_form: Form = Form(forms.WishFields)
    finder_form.values = {"cari": text} if text else {}
    people = posts.people_to_choose(db(), person.id, text, form.values.get("atasan", ""), day)
    if text and not people:
        finder_form.errors["cari"] = _("Tidak ada yang cocok. Coba sebagian nama saja, atau awal NIP.")
    return ask(questions.superior(person, questions.finder_of_people(finder_form), people), form, tanggal=day)


@staff.post("/kelola/atasan/<uuid:superior_id>/batal")
@open_to("bkpsdm")
def cancel_superior(superior_id) -> Response:
    return _take_back(Superior, superior_id)


@staff.get("/kelola/pegawai/<uuid:person_id>/peran")
@open_to("bkpsdm")
def new_role(person_id) -> Response:
    return _ask_role(found_person(person_id), Form(forms.RoleFields))


@staff.post("/kelola/pegawai/<uuid:person_id>/peran")
@open_to("bkpsdm")
def create_role(person_id) -> Response:
    person, form = found_person(person_id), Form(forms.RoleFields, request.form)

    given: list[bool] = []

    def give() -> None:
        sent = form.fields
        given.append(confirmations.give(db(), person_id, sent.peran, since=sent.tanggal, until=sent.sampai, by=me().id,
                                        now=clock.now()))  # fmt: skip

    if attempt(form, give):
        return done("peran-diberikan" if given[-1] else "peran-diusulkan", SHOW, person_id=person_id)
    return _ask_role(person, form)


def _ask_role(person: Person, form: Form) -> Response:
    day = today()
    deciders = hands(db(), day).of(ROLE, (person.id, me().id))
    held = {each.role for each in facts.roles_of(db(), person.id, day) if each.state != facts.PAST}
    return ask(questions.role(person, list(deciders.values()), held), form, tanggal=day)


@staff.post("/kelola/peran/<uuid:grant_id>/cabut")
@open_to("bkpsdm")
def end_role(grant_id) -> Response:
    found: list = []
    press(lambda: found.append(grants.take_away(db(), grant_id, now=clock.now(), today=today(), by=me().id)))
    return done("peran-dicabut", SHOW, person_id=found[0])


def _take_back(kind: type, row_id) -> Response:
    found: list = []
    press(lambda: found.append(moves.take_back(db(), kind, row_id, today=today(), by=me().id)))
    return done("rencana-dibatalkan", SHOW, person_id=found[0])


def _of_row(row_id) -> tuple[Placement, Person]:
    row = db().get(Placement, (db().tenant.id, row_id)) or abort(404)
    return row, found_person(row.person_id)
