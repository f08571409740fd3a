"""The operator is the second person where a pemda has none."""

import pytest

from tests.client import Browser
from tests.world import today

SECRET = "pasar-terapung-pagi-71"


@pytest.fixture
def confirm(pamong, world):
    """confirm(*options): (status, output, problem)."""
    return lambda *options, slug="pontianak": pamong("tenants", "confirm", slug, *options)


def test_the_operator_lists_what_waits_and_agrees_once(confirm, app, world, sql):
    hana = Browser(app, world.pontianak.tenant)
    hana.sign_in(world.pontianak.hana)
    sari, dewi = world.pontianak.sari, world.pontianak.dewi
    assert hana.post(f"/kelola/pegawai/{dewi.id}/undangan").status == 303
    fields = {"peran": "inspektorat", "tanggal": str(today())}
    assert hana.post(f"/kelola/pegawai/{sari.id}/peran", fields).status == 303
    status, output, _ = confirm()
    assert status == 0
    link, role = output.strip().splitlines()
    assert "link" in link and "Dewi Lestari (asked by Hana Pertiwi" in link and "inspektorat" in role
    status, output, _ = confirm("--id", link.split()[0])
    token = output.strip().rpartition("/undangan/")[2]
    fields = {"nama": dewi.account, "sandi": SECRET, "ulangi": SECRET}
    assert status == 0 and Browser(app, world.pontianak.tenant).post(f"/undangan/{token}", fields).status == 303
    assert confirm("--id", role.split()[0])[:2] == (0, "agreed\n")
    reader = Browser(app, world.pontianak.tenant)
    reader.sign_in(sari)
    assert reader.get("/kelola/jejak").status == 200
    status, _, problem = confirm("--id", link.split()[0])
    assert status == 1 and "sudah diputuskan" in problem
    told = sql("select detail->>'dibuka' from audit_event where action = 'akun:disetel_ulang'")
    assert told == [("operator Pamong",)]


@pytest.mark.parametrize("text", ["x", "0190b6a0-0000-7000-8000-000000000001"])
def test_what_does_not_wait_cannot_be_agreed_to(confirm, text):
    status, output, problem = confirm("--id", text)
    assert (status, output) == (1, "") and "nothing with the id" in problem
