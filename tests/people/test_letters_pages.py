"""Letters for people: one's own address and choices, the links in letters, the office's list, the sender."""

from datetime import timedelta

import pytest

from tests.people.letters import mail_server, send, with_mail, write
from webapp.people.letters import jobs, telling
from webapp.people.letters.jobs import tell as tell_job
from webapp.people.letters.words import GROUPS
from webapp.people.published import tell
from webapp.platform import clock
from webapp.settings import SettingsError, load

ADDRESS = "sari.w@contoh.go.id"
pytestmark = pytest.mark.network


@pytest.fixture(autouse=True)
def nothing_yet(sql, app):
    for table in ("letter", "letter_stop", "mailbox", "notice"):
        sql(f"delete from {table}")


@pytest.fixture
def server():
    with mail_server() as found:
        yield found


@pytest.fixture
def resources(app, server):
    return with_mail(app.config["RESOURCES"], server[1])


def choices(often="segera", **more):
    return {"alamat": ADDRESS} | dict.fromkeys(GROUPS, often) | more


def links(mail, path):
    return [word for word in mail.get_body(("plain",)).get_content().split() if path in word]


@pytest.fixture
def subscribed(browser, world, resources, server, sql):
    """Sari has given her address and confirmed it, through the pages and the letter."""
    sari = browser(world.pontianak.sari)
    assert sari.post("/profil/surel", choices()).status == 303
    send(resources, world.pontianak)
    (url,) = links(server[0].got[-1], "/surat/alamat/")
    assert browser(tenant=world.pontianak.tenant).post(url.partition("/pontianak")[2]).status == 303
    assert sql("select count(*) from mailbox where confirmed_at is not null") == [(1,)]
    return sari


def test_an_address_is_used_only_after_its_link_was_pressed(browser, world, resources, server, inside, sql):
    sari = browser(world.pontianak.sari)
    said = sari.follow(sari.post("/profil/surel", choices()))
    assert "Buka surat yang baru kami kirim" in said.words and "s•••@c" in said.words
    with inside(world.pontianak) as session:
        tell(session, world.pontianak.sari.id, "skp:disetujui", at=clock.now(), year=2026)
    assert tell_job(resources, world.pontianak.tenant) == 0
    send(resources, world.pontianak)
    (url,) = links(server[0].got[0], "/surat/alamat/")
    path = url.partition("/pontianak")[2]
    citizen = browser(tenant=world.pontianak.tenant)
    assert "Ya, ini alamat saya" in citizen.get(path).text
    assert sql("select count(*) from mailbox where confirmed_at is not null") == [(0,)]
    assert "Alamat Anda sudah pasti" in citizen.follow(citizen.post(path)).words


def test_the_link_is_good_for_two_days_in_this_pemda_for_this_address(
    browser, world, resources, server, monkeypatch
):
    sari = browser(world.pontianak.sari)
    sari.post("/profil/surel", choices())
    send(resources, world.pontianak)
    path = links(server[0].got[0], "/surat/alamat/")[0].partition("/pontianak")[2]
    citizen = browser(tenant=world.pontianak.tenant)
    assert browser(tenant=world.gorontalo.tenant).get(path).status == 404
    for wrong in (path[:-2] + "AA", path[:-9], "/surat/alamat/x", "/surat/alamat/é"):
        assert citizen.get(wrong).status == 404 and citizen.post(wrong).status == 404
    sari.post("/profil/surel", choices(alamat="lain@contoh.go.id"))
    assert citizen.get(path).status == 404
    sari.post("/profil/surel", choices())
    assert citizen.get(path).status == 200
    now = clock.now() + timedelta(days=2, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert citizen.get(path).status == 404


@pytest.mark.parametrize("address", ["", "sari", "sari@", "@x.id", "a@b", "a b@c.id", "a@c.id,d@e.id", "ä@contoh.id",
                                     "a@c.id\r\nBcc: x@y.id", "<a@c.id>", "a..b@c.id", ".a@c.id", "a" * 250 + "@c.id",
                                     "a@c.id\x00", "a@-c.id", "a@c_d.id"])  # fmt: skip
def test_what_is_no_address_is_refused(browser, world, sql, address):
    answer = browser(world.pontianak.sari).post("/profil/surel", choices(alamat=address))
    assert answer.status == 422 and sql("select count(*) from letter") == [(0,)]


def test_nobody_is_written_to_without_end(browser, world, sql):
    sari = browser(world.pontianak.sari)
    for number in range(5):
        assert sari.post("/profil/surel", choices(alamat=f"a{number}@contoh.go.id")).status == 303
    answer = sari.post("/profil/surel", choices(alamat="a6@contoh.go.id"))
    assert answer.status == 422 and "lima surat konfirmasi" in answer.words
    assert sql("select count(*) from letter") == [(5,)]


def test_a_notice_wanted_at_once_is_mailed_once(subscribed, world, resources, server, inside):
    with inside(world.pontianak) as session:
        for year in (2025, 2026):
            tell(session, world.pontianak.sari.id, "skp:disetujui", at=clock.now(), year=year)
    assert [tell_job(resources, world.pontianak.tenant) for _turn in range(3)] == [1, 0, 0]
    send(resources, world.pontianak)
    mail = server[0].got[-1]
    assert "SKP 2025 Anda sudah disetujui" in mail.get_body(("plain",)).get_content()
    assert mail["Subject"].startswith("2 kabar baru") and len(server[0].got) == 2


def test_a_daily_digest_comes_once_in_the_morning_and_holds_only_what_is_unread(
    subscribed, world, resources, server, inside, sql, monkeypatch
):
    subscribed.post("/profil/surel", choices("harian", hasil="tidak"))
    now = clock.local(clock.now(), "Asia/Pontianak").replace(hour=5) + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: now)
    with inside(world.pontianak) as session:
        for year in (2024, 2025, 2026):
            tell(session, world.pontianak.sari.id, "skp:disetujui", at=now, year=year)
        tell(session, world.pontianak.sari.id, "ringkasan:baru", at=now, kantor="Dinas")
    sql("update notice set read_at = at where words ->> 'year' = '2024'")
    assert tell_job(resources, world.pontianak.tenant) == 0
    morning = now.replace(hour=telling.MORNING)
    monkeypatch.setattr(clock, "now", lambda: morning)
    assert [tell_job(resources, world.pontianak.tenant) for _turn in range(2)] == [1, 0]
    send(resources, world.pontianak)
    text = server[0].got[-1].get_body(("plain",)).get_content()
    assert "2025" in text and "2026" in text and "2024" not in text and "Ringkasan" not in text


def test_whoever_stops_by_the_link_is_mailed_no_more_until_she_asks_again(
    subscribed, browser, world, resources, server, inside
):
    def told():
        with inside(world.pontianak) as session:
            tell(session, world.pontianak.sari.id, "skp:disetujui", at=clock.now(), year=2026)
        return tell_job(resources, world.pontianak.tenant)

    assert told() == 1
    send(resources, world.pontianak)
    path = links(server[0].got[-1], "/surat/berhenti/")[0].partition("/pontianak")[2]
    citizen = browser(tenant=world.pontianak.tenant)
    assert "Kabar untuk pegawai lewat surel" in citizen.get(path).words
    assert "Sudah dihentikan" in citizen.follow(citizen.post(path)).words
    assert browser(tenant=world.gorontalo.tenant).post(path).status == 404
    assert citizen.post(path[:-3] + "abc").status == 404
    assert told() == 0
    subscribed.post("/profil/surel", choices())
    assert told() == 1


def test_who_has_left_is_mailed_nothing(subscribed, world, resources, inside, sql):
    with inside(world.pontianak) as session:
        tell(session, world.pontianak.sari.id, "skp:disetujui", at=clock.now(), year=2026)
    sql("update person set left_on = current_date - 3 where id = %s", world.pontianak.sari.id)
    try:
        assert tell_job(resources, world.pontianak.tenant) == 0
    finally:
        sql("update person set left_on = null where id = %s", world.pontianak.sari.id)


def test_an_address_can_be_taken_away(subscribed, sql):
    assert "Alamat Anda dihapus" in subscribed.follow(subscribed.post("/profil/surel/hapus")).words
    assert sql("select count(*) from mailbox") == [(0,)]


@pytest.fixture
def failed(world, resources, inside, sql):
    """Three letters of Pontianak that need a decision; their ids."""
    with inside(world.pontianak) as session:
        for key in "abc":
            write(session, resources.keys, key)
    sql("update letter set state = 'gagal', reason = 'ditolak', reply = '550 no', ended_at = now()")
    sql("update letter set state = 'tidak_pasti', reason = 'terputus' where dedupe_key = 'c'")
    return [row[0] for row in sql("select id from letter order by dedupe_key")]


def test_the_office_sees_why_and_never_a_whole_address(browser, world, failed):
    page = browser(world.pontianak.oki).get("/kelola/surat")
    assert "s•••@c•••.id" in page.words and "contoh" not in page.text and "550 no" in page.words
    assert "Tidak terkirim (2)" in page.words and "Tidak pasti (1)" in page.words
    assert "Surel belum dinyalakan" in page.words


@pytest.mark.parametrize(("reply", "sentence", "raw"), [
    ("TimeoutError", "Server surel tidak menjawab pada waktunya.", None),
    ("ConnectionRefusedError", "Server surel menolak sambungan.", None),
    ("550 5.1.1 ••• is unknown", "Server surel menolak alamat ini.", "550 5.1.1 ••• is unknown"),
    ("550 5.7.1 looks like spam", "menurut aturannya", "550 5.7.1 looks like spam"),
    ("535 5.7.8 bad credentials", "menolak nama pengguna atau kata sandi", "535 5.7.8 bad credentials"),
    ("StrangeError", "Sambungan ke server surel bermasalah.", "StrangeError"),
])  # fmt: skip
def test_what_a_server_answered_is_told_in_a_sentence(browser, world, failed, sql, reply, sentence, raw):
    sql("update letter set reply = %s where state = 'gagal'", reply)
    page = browser(world.pontianak.oki).get("/kelola/surat")
    assert sentence in page.words and (raw is None) == (reply not in page.words)
    assert raw is None or f'lang="zxx">{raw}' in page.text


def test_the_office_sends_again_or_closes(browser, world, resources, server, failed, sql):
    oki = browser(world.pontianak.oki)
    assert "dikirim lagi" in oki.follow(oki.post(f"/kelola/surat/{failed[0]}/kirim-lagi")).words
    assert "ditutup" in oki.follow(oki.post(f"/kelola/surat/{failed[2]}/tutup")).words
    assert send(resources, world.pontianak) == 1
    assert sql("select state from letter order by dedupe_key") == [("terkirim",), ("gagal",), ("ditutup",)]
    assert oki.post(f"/kelola/surat/{failed[0]}/kirim-lagi").status == 409
    assert len(sql("select 1 from audit_event where object_kind = 'letter'")) == 2


def test_letters_are_the_bureaus_own(browser, world, failed):
    for who, status in ((world.pontianak.sari, 403), (world.pontianak.hana, 403), (world.gorontalo.nur, 404)):
        assert browser(who).post(f"/kelola/surat/{failed[0]}/kirim-lagi").status == status
    assert browser(world.pontianak.sari).get("/kelola/surat").status == 403


def test_the_pemda_writes_in_its_own_name(browser, world, resources, server, inside, sql):
    oki = browser(world.pontianak.oki)
    sent = {"nama": 'Kota "Pontianak", Khatulistiwa', "alamat": "kabar@pontianak.contoh.id"}
    assert "Pengirim tersimpan" in oki.follow(oki.post("/kelola/pengaturan/surel", sent)).words
    with inside(world.pontianak) as session:
        write(session, resources.keys)
    send(resources, world.pontianak)
    assert server[0].got[0]["From"].addresses[0].display_name == 'Kota "Pontianak", Khatulistiwa'
    assert server[0].got[0]["From"].addresses[0].addr_spec == "kabar@pontianak.contoh.id"
    assert browser(world.pontianak.hana).post("/kelola/pengaturan/surel", sent).status == 403
    assert browser(world.pontianak.hana).get("/kelola/pengaturan/surel").status == 200


@pytest.mark.parametrize("wrong", [{"alamat": "a@b.id\r\nBcc: c@d.id"}, {"nama": "Kota\r\nBcc: c@d.id"}, {"nama": ""},
                                   {"nama": "x" * 81}, {"alamat": "tidak"}])  # fmt: skip
def test_a_sender_that_could_carry_another_header_is_refused(browser, world, wrong):
    sent = {"nama": "Kota", "alamat": "a@b.id"} | wrong
    assert browser(world.pontianak.oki).post("/kelola/pengaturan/surel", sent).status == 422


def environment(**more):
    return {"PAMONG_ENV": "production", "DATABASE_URL": "postgresql://x", "PAMONG_SECRET_KEY": "a1b2c3d4e5" * 4,
            "PAMONG_CONTEXT_KEY": "f6g7h8i9j0" * 4, "PAMONG_HOSTS": "pamong.uji", "PAMONG_PROXIES": "1",
            "REDIS_URL": "redis://x"} | more  # fmt: skip


@pytest.mark.parametrize("url", ["smtp+plain://x.uji", "http://x.uji", "smtp://", "smtp://x.uji:abc", "smtp://x/y"])
def test_a_mail_server_that_cannot_be_used_is_refused_at_the_start(url):
    with pytest.raises(SettingsError, match="PAMONG_SMTP_URL"):
        load(environment(PAMONG_SMTP_URL=url))


def test_a_mail_server_is_read_with_its_password_and_usual_port():
    server = load(environment(PAMONG_SMTP_URL="smtp://a%40b:p%3Aw@mail.uji")).mail_server
    assert (server.user, server.password, server.port) == ("a@b", "p:w", 587)
    assert load(environment(PAMONG_SMTP_URL="smtps://mail.uji")).mail_server.port == 465
    assert load(environment()).mail_server is None
    with pytest.raises(SettingsError, match="PAMONG_MAIL_FROM"):
        load(environment(PAMONG_MAIL_FROM="Kota <a@b.id>"))


def test_in_a_trial_every_channel_is_written_into_files(app, world, inside, tmp_path, monkeypatch):
    from webapp.people.letters.carriers import FileCarrier

    resources = app.config["RESOURCES"]
    carriers = {each: FileCarrier(each, tmp_path) for each in ("email", "whatsapp", "sms")}
    monkeypatch.setattr(jobs, "carriers_of", lambda *_: carriers)
    with inside(world.pontianak) as session:
        write(session, resources.keys, "a")
        write(session, resources.keys, "b", "+628123456789", channel="whatsapp")
    assert send(resources, world.pontianak) == 2
    kinds = sorted(path.suffix for path in tmp_path.iterdir())
    assert kinds == [".eml", ".txt"] and "+628123456789" in next(tmp_path.glob("*.txt")).read_text()
