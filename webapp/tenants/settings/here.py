"""What the pages of the settings share: their blueprint, who is here, and the frame around each."""

from uuid import UUID

from flask import Blueprint, Response
from flask_login import current_user

from webapp.platform import clock, tenancy
from webapp.platform.forms import Form
from webapp.platform.pages import render_page

blueprint = Blueprint("settings", __name__)
EDITOR = "organisasi"
READER = "bkpsdm"
NEWS = {
    "pengaturan-sama": "Tidak ada yang berubah: isinya sama dengan yang sudah berlaku.",
    "identitas-tersimpan": "Identitas tersimpan. Halaman warga memakainya dalam beberapa detik.",
    "warna-tersimpan": "Warna tersimpan. Semua halaman memakainya dalam beberapa detik.",
    "logo-terpasang": "Logo terpasang. Semua halaman memakainya dalam beberapa detik.",
    "logo-diturunkan": "Logo dilepas. Halaman memakai lambang bunga kawung lagi.",
    "minggu-tersimpan": "Hari kerja tersimpan.",
    "libur-ditambah": "Hari libur ditambahkan.",
    "libur-dihapus": "Hari libur dihapus dari kalender. Jejaknya tetap tersimpan.",
    "libur-diimpor": "Kalender tersimpan.",
    "bahasa-tersimpan": "Bahasa tersimpan. Halaman warga memakainya dalam beberapa detik.",
    "simpan-tersimpan": "Masa simpan tersimpan. Penghapusan berikutnya memakainya.",
}


def me() -> UUID:
    """The id of whoever is signed in."""
    return UUID(str(current_user.id))


def today():
    """The pemda's day."""
    return clock.today(tenancy.current().timezone)


def show(template: str, form: Form | None = None, block: str | None = None, **context) -> Response:
    """A page of the settings; 422 with a form that has errors."""
    return render_page(
        f"tenants/settings/{template}.html",
        block=block,
        status=422 if form is not None and form.errors else 200,
        form=form,
        may_edit=EDITOR in current_user.roles,
        **context,
    )


def filled(kind, values: dict[str, object], lists: dict[str, list[str]] | None = None) -> Form:
    """A form nobody has sent yet, with what is in force."""
    form = Form(kind)
    form.values = {name: str(value) for name, value in values.items()}
    form.lists = lists or {}
    return form
