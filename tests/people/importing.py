"""A checked import of a pemda, for the laws that walk over every page."""

from uuid import UUID

from tests.people.files import HEADERS, UPT, nip, xlsx
from tests.world import Place
from webapp.people.imports import domain, jobs
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

ROWS = (
    (nip(901), "Ani Rahma", UPT, "Pengelola", ""),
    ("12", "Beni Salah", UPT, "Pengelola", ""),
    (nip(902), "Citra Unit", "Bidang Yang Belum Ada", "Pengelola", ""),
)


def make_import(app, place: Place) -> UUID:
    """An import with a new person, a wrong NIP and an unknown unit, after its dry run."""
    run_id = _take(app, place, xlsx(ROWS, HEADERS), is_chosen=True)
    jobs.work(app.config["RESOURCES"], place.tenant, str(run_id))
    return run_id


def make_import_with_sheets(app, place: Place) -> UUID:
    """An import that waits for the choice of a sheet."""
    return _take(app, place, xlsx(ROWS, HEADERS, sheets=["Catatan"]), is_chosen=False)


def _take(app, place: Place, content: bytes, *, is_chosen: bool) -> UUID:
    by = next(iter(place.people.values())).id
    with serving(place.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        run = domain.take_file(session, by=by, name="pegawai.xlsx", content=content, at=clock.now())
        if is_chosen:
            domain.choose_columns(session, run, dict(run.columns), "sebagian", at=clock.now())
        session.commit()
    return run.id
