"""Human resources change a person: name, NIP, leaving and coming back."""

from uuid import uuid4

from flask import Response, request

from webapp.people.directory import facts, forms, persons, questions
from webapp.people.directory.attempts import attempt, was_made
from webapp.people.directory.form_page import ask, done
from webapp.people.directory.here import me, staff, today
from webapp.people.directory.person_routes import found_person
from webapp.people.directory.refusals import lock_person
from webapp.people.models import Person
from webapp.platform.access import open_to
from webapp.platform.forms import Form, version_of
from webapp.platform.request import db

SHOW = "staff.show_person"


@staff.get("/kelola/pegawai/baru")
@open_to("bkpsdm")
def new_person() -> Response:
    return ask(questions.new_person(), Form(forms.NewPersonFields), kunci=uuid4(), status="pns", tanggal=today())


@staff.post("/kelola/pegawai/baru")
@open_to("bkpsdm")
def create_person() -> Response:
    form = Form(forms.NewPersonFields, request.form)

    def add() -> None:
        sent = form.fields
        persons.add_person(db(), sent.kunci, name=sent.nama_pegawai, kind=sent.status, nip=sent.nip, since=sent.tanggal,
                           by=me().id)  # fmt: skip

    if attempt(form, add) or was_made(form, Person):
        return done("pegawai-ditambah", SHOW, person_id=form.fields.kunci)
    return ask(questions.new_person(), form, kunci=uuid4())


@staff.get("/kelola/pegawai/<uuid:person_id>/nama")
@open_to("bkpsdm")
def edit_name(person_id) -> Response:
    person = found_person(person_id)
    return ask(questions.name(person), Form(forms.NameFields), nama_pegawai=person.name,
               versi=version_of(person.name))  # fmt: skip


@staff.post("/kelola/pegawai/<uuid:person_id>/nama")
@open_to("bkpsdm")
def update_name(person_id) -> Response:
    person, form = found_person(person_id), Form(forms.NameFields, request.form)

    def correct() -> None:
        form.check_unchanged(lock_person(db(), person_id).name)
        persons.correct_name(db(), person_id, form.fields.nama_pegawai, by=me().id)

    if attempt(form, correct):
        return done("nama-disimpan", SHOW, person_id=person_id)
    return ask(questions.name(person), form)


@staff.get("/kelola/pegawai/<uuid:person_id>/nip")
@open_to("bkpsdm")
def edit_nip(person_id) -> Response:
    person = found_person(person_id)
    return ask(questions.nip(person), Form(forms.NipFields), status=person.kind, tanggal=today())


@staff.post("/kelola/pegawai/<uuid:person_id>/nip")
@open_to("bkpsdm")
def update_nip(person_id) -> Response:
    person, form = found_person(person_id), Form(forms.NipFields, request.form)

    def change() -> None:
        sent = form.fields
        persons.set_nip(db(), person_id, sent.nip, kind=sent.status, since=sent.tanggal,
                        is_correction=sent.alasan == "koreksi", by=me().id)  # fmt: skip

    if attempt(form, change):
        return done("nip-disimpan", SHOW, person_id=person_id)
    return ask(questions.nip(person), form)


@staff.get("/kelola/pegawai/<uuid:person_id>/berhenti")
@open_to("bkpsdm")
def new_leave(person_id) -> Response:
    person, led = found_person(person_id), facts.led_by(db(), person_id, today())
    return ask(questions.leaving(person, len(led)), Form(forms.LeaveFields), tanggal=today())


@staff.post("/kelola/pegawai/<uuid:person_id>/berhenti")
@open_to("bkpsdm")
def create_leave(person_id) -> Response:
    person, form, day = found_person(person_id), Form(forms.LeaveFields, request.form), today()

    def go() -> None:
        persons.leave(db(), person_id, last_day=form.fields.tanggal, reason=form.fields.alasan, today=day, by=me().id)

    if attempt(form, go):
        return done("berhenti-dicatat", SHOW, person_id=person_id)
    return ask(questions.leaving(person, len(facts.led_by(db(), person_id, day))), form)


@staff.get("/kelola/pegawai/<uuid:person_id>/kembali")
@open_to("bkpsdm")
def new_return(person_id) -> Response:
    return ask(questions.coming_back(found_person(person_id)), Form(forms.ReasonFields))


@staff.post("/kelola/pegawai/<uuid:person_id>/kembali")
@open_to("bkpsdm")
def create_return(person_id) -> Response:
    person, form = found_person(person_id), Form(forms.ReasonFields, request.form)
    if attempt(form, lambda: persons.come_back(db(), person_id, reason=form.fields.alasan, today=today(),
                                               by=me().id)):  # fmt: skip
        return done("kembali-dicatat", SHOW, person_id=person_id)
    return ask(questions.coming_back(person), form)
