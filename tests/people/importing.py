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
    resources = app.config["RESOURCES"]
    by = next(iter(place.people.values())).id
    with serving(place.tenant), TenantSession(resources.engine) as session:
        run = domain.take_file(session, by=by, name="pegawai.xlsx", content=xlsx(ROWS, HEADERS), at=clock.now())
        domain.choose_columns(session, run, dict(run.columns), "sebagian", at=clock.now())
        session.commit()
    jobs.work(resources, place.tenant, str(run.id))
    return run.id
