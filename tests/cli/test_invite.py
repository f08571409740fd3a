"""The operator invites the first person of a pemda; from there on the pemda helps itself."""

import re

import pytest

from tests.client import Browser

NIP = "199001012015012077"
WHO = ("--name", "Ratna Dewi, S.Sos.", "--nip", NIP)
BOTH = ("--role", "bkpsdm", "--role", "organisasi")
SECRET = "pasar-terapung-pagi-71"


def path_of(output: str) -> str:
    """The link of the last line, within its pemda."""
    link = output.strip().splitlines()[-1]
    assert re.fullmatch(r"http://localhost:\d+/pontianak/undangan/[\w-]{40,}", link)
    return link.partition("/pontianak")[2]


@pytest.fixture
def invite(pamong, world):
    """invite(*options): (status, output, problem) of inviting Ratna to Pontianak."""
    return lambda *options, slug="pontianak": pamong("tenants", "invite", slug, *options)


def test_the_link_opens_an_account_with_both_roles(invite, app, world):
    status, output, _ = invite(*WHO, *BOTH)
    assert status == 0 and "added, new roles: bkpsdm, organisasi" in output
    reader, link = Browser(app, world.pontianak.tenant), path_of(output)
    assert "Ratna Dewi, S.Sos." in reader.get(link).words
    opened = reader.post(link, {"nama": NIP, "sandi": SECRET, "ulangi": SECRET})
    assert opened.status == 303, opened.words
    assert reader.get(link).status == 404, "a link opens once"
    assert reader.post("/masuk", {"nama": NIP, "sandi": SECRET}).status == 303
    assert reader.get("/kelola/mulai").status == 200 and reader.get("/kelola/pegawai").status == 200


def test_inviting_again_gives_a_new_link_and_nothing_else(invite, app, world, sql):
    first = path_of(invite(*WHO, *BOTH)[1])
    before = sql("select count(*) from person"), sql("select count(*) from role_grant")
    status, output, _ = invite("--name", "Orang Lain", "--nip", NIP, *BOTH)
    assert status == 0 and "Ratna Dewi, S.Sos.: was there already, new roles: none" in output
    assert (sql("select count(*) from person"), sql("select count(*) from role_grant")) == before
    reader = Browser(app, world.pontianak.tenant)
    assert reader.get(first).status == 404 and reader.get(path_of(output)).status == 200


def test_the_trail_names_nobody_of_the_pemda(invite, sql):
    invite(*WHO, *BOTH)
    deeds = sql(f"select distinct action from audit_event e join nip n on n.person_id = e.object_id "
                f"where n.nip = '{NIP}' and actor_id is null")  # fmt: skip
    assert {"pegawai:ditambah", "peran:diberikan", "undangan:dibuat"} <= {row[0] for row in deeds}


@pytest.mark.parametrize(
    "slug, nip, sentence",
    [
        ("atlantis", NIP, "there is no pemda 'atlantis'."),
        ("pontianak", "1234", "'1234' is not the NIP of a PNS: 18 digits"),
        ("pontianak", "199099992015012077", "is not the NIP of a PNS"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(invite, sql, slug, nip, sentence):
    before = sql("select count(*) from invitation")
    status, output, problem = invite("--name", "X", "--nip", nip, *BOTH, slug=slug)
    assert (status, output) == (1, "") and sentence in problem and problem.count("\n") == 1
    assert sql("select count(*) from invitation") == before


def test_who_has_left_is_not_invited(invite, sql):
    invite(*WHO, *BOTH)
    sql(f"update person set left_on = current_date - 9 where id = (select person_id from nip where nip = '{NIP}')")
    status, _, problem = invite(*WHO, *BOTH)
    assert status == 1 and "has left" in problem


@pytest.mark.parametrize("role", ["inspektorat", "raja"])
def test_other_roles_are_given_by_the_pemda_itself(invite, role):
    assert invite(*WHO, "--role", role)[0] == 2


def test_the_link_names_the_port_this_home_runs_on(invite, database, monkeypatch):
    other = ("--name", "Andi Setiawan", "--nip", "199001012015011078")
    monkeypatch.delenv("PORT", raising=False)
    (database.home.path / "dev.lock").write_text("process 4711, http://localhost:8765/")
    try:
        assert "http://localhost:8765/pontianak/undangan/" in invite(*other, *BOTH)[1]
        monkeypatch.setenv("PORT", "8901")
        assert "http://localhost:8901/pontianak/undangan/" in invite(*other, *BOTH)[1]
    finally:
        (database.home.path / "dev.lock").unlink()
