"""Where the rooms for services share what they need: the blueprint, who asks, what is found, the words after a deed."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, url_for
from flask_login import current_user

from webapp.feedback.services import catalogue, queries
from webapp.feedback.services.models import Service, ServicePoint
from webapp.feedback.services.refusals import NotPossible
from webapp.people.published import opd_places
from webapp.platform import clock, news, tenancy
from webapp.platform.forms import Form, Stale
from webapp.platform.i18n import gettext as _
from webapp.platform.request import db

blueprint = Blueprint("offers", __name__)
BUREAU = "organisasi"
news.know(
    {
        "layanan-ditambah": "Layanan sudah ditambahkan. Langkah berikutnya: tambahkan titik layanannya.",
        "layanan-diubah": "Perubahan layanan sudah tersimpan.",
        "tidak-ada-perubahan": "Tidak ada yang berubah: isinya sama dengan yang sudah tersimpan.",
        "penutupan-tersimpan": "Penutupan sudah tersimpan. Warga membaca alasan dan penggantinya.",
        "dibuka-kembali": "Sudah dibuka kembali.",
        "titik-ditambah": "Titik layanan sudah ditambahkan dan kodenya sudah dibuat. Posternya siap dicetak.",
        "titik-diubah": "Perubahan titik layanan sudah tersimpan.",
        "jam-tersimpan": "Jam buka sudah tersimpan.",
        "draf-tersimpan": "Draf standar sudah tersimpan. Warga belum melihatnya.",
        "draf-dibuang": "Draf sudah dibuang. Standar yang terbit tidak berubah.",
        "standar-terbit": "Standar pelayanan sudah terbit.",
    }
)


def today() -> date:
    """The pemda's date."""
    return clock.today(tenancy.current().timezone)


def me() -> UUID:
    """Who asks."""
    return current_user.card.id


def found_service(service_id: UUID) -> Service:
    """The service of this pemda; 404 if there is none."""
    return queries.service_by_id(db(), service_id) or abort(404)


def found_point(point_id: UUID) -> ServicePoint:
    """The service point of this pemda; 404 if there is none."""
    return queries.points_by_id(db(), {point_id}).get(point_id) or abort(404)


def attempt(form: Form, deed: Callable[[], object]) -> object:
    """What the deed returned; None with the sentence at its field when the form or the deed is refused."""
    if not form.ok:
        return None
    try:
        return deed()
    except NotPossible as problem:
        db().rollback()
        form.refuse(problem.field, _(problem.sentence))
        return None
    except Stale:
        db().rollback()
        return None


def check_unchanged(form: Form, row: Service | ServicePoint, stored: Callable[[], tuple]) -> None:
    """Raises Stale when somebody else changed what is `stored` since the form was drawn; holds the row."""
    db().refresh(row, with_for_update=True)
    form.check_unchanged(*stored())


def close(form: Form, row: Service | ServicePoint) -> bool:
    """Closes a service or a point as the form says; False with the sentence at its field when it is refused."""

    def deed() -> bool:
        sent = form.fields
        catalogue.close(
            db(), row, by=me(), on=sent.tanggal, note=sent.alasan, alternative_id=sent.pengganti, today=today()
        )
        return True

    return bool(attempt(form, deed))


def done(code: str, endpoint: str, **values: object) -> Response:
    """To the page where the deed can be seen, with its word."""
    return news.leave(redirect(url_for(endpoint, _anchor=news.ANCHOR, **values), 303), code)


def opd_options() -> list[tuple[UUID, str]]:
    """The OPD to choose from, by name."""
    return sorted(((place.id, place.name) for place in opd_places(db()).values()), key=lambda each: each[1])
