"""A sheet of invitations for people without an account: made once, handed over, kept nowhere."""

from datetime import datetime

from flask import Response, request, url_for

from webapp.people.directory import many_invitations as many
from webapp.people.directory.forms import SheetFields
from webapp.people.directory.here import me, staff, today
from webapp.people.directory.invitations import LIVES
from webapp.platform import clock, pdf, tenancy
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date
from webapp.platform.pages import render_page
from webapp.platform.request import db
from webapp.platform.sheets import CSV, Sheet, as_csv, attachment


@staff.get("/kelola/pegawai/undangan")
@open_to("bkpsdm")
def new_invitations() -> Response:
    return _page(Form(SheetFields))


@staff.post("/kelola/pegawai/undangan")
@open_to("bkpsdm")
def create_invitations() -> Response:
    form, now = Form(SheetFields, request.form), clock.now()
    slips = many.invite_many(db(), by=me().id, day=today(), now=now) if form.ok else []
    if form.ok and not slips:
        form.refuse("", _("Tidak ada pegawai yang perlu diundang."))
    if not form.ok:
        db().rollback()
        return _page(form, 422)
    try:
        answer = _sheet(form.fields.bentuk, slips, now + LIVES)
    except pdf.NoPaper:
        db().rollback()
        form.refuse("", _("Server ini belum dapat membuat PDF. Unduh sebagai CSV. Belum ada undangan yang dibuat."))
        return _page(form, 422)
    db().commit()
    return answer


def _sheet(form: str, slips: list[many.Slip], until: datetime) -> Response:
    last = long_date(clock.local(until, tenancy.current().timezone).date())
    lines = [
        {"name": each.name, "nip": each.nip,
         "link": url_for("staff.show_invitation", token=each.token, _external=True)} for each in slips
    ]  # fmt: skip
    name = f"undangan-{today()}"
    if form == "pdf":
        return attachment(pdf.as_pdf("people/directory/slips.html", slips=lines, until=last), pdf.KIND, f"{name}.pdf")
    columns = [_("Nama"), _("NIP"), _("Tautan undangan"), _("Berlaku sampai")]
    rows = [(each["name"], each["nip"], each["link"], last) for each in lines]
    return attachment(as_csv(Sheet(_("Undangan akun"), columns, rows)), CSV, f"{name}.csv")


def _page(form: Form, status: int = 200) -> Response:
    waiting, invited = many.count_waiting(db(), today(), clock.now())
    return render_page(
        "people/directory/invitations.html", status=status, form=form, waiting=waiting, invited=invited,
        most=many.MOST, next_sheet=min(waiting, many.MOST), days=LIVES.days,
    )  # fmt: skip
