"""Changing one's own password is as slow to guess at as signing in; an invitation says all that is wrong at once."""

from tests.people.test_four_eyes import page_of
from webapp.people.rules import FREE_TRIES

GOOD = "tiga kucing di pelabuhan"


def test_the_password_there_is_cannot_be_guessed_at_without_end(browser, world):
    sari = browser(world.pontianak.sari)

    def change(old):
        return sari.post("/profil/sandi", {"lama": old, "sandi": GOOD, "ulangi": GOOD})

    tries = [change(f"salah {n}").words for n in range(FREE_TRIES)]
    assert all("tidak cocok" in words for words in tries)
    assert "Terlalu banyak percobaan" in change("salah lagi").words
    assert "Terlalu banyak percobaan" in change(world.pontianak.sari.password).words


def fresh(browser, world, person_id):
    """A link for somebody new, as the page shows it."""
    hana = browser(world.pontianak.hana)
    fields = {"kunci": person_id, "nama_pegawai": "Rini Baru", "status": "pejabat_negara", "nip": "",
              "tanggal": "2020-01-01"}  # fmt: skip
    hana.post("/kelola/pegawai/baru", fields)
    return hana.post(f"/kelola/pegawai/{person_id}/undangan").text.partition("/undangan/")[2].partition("<")[0]


def test_all_that_is_wrong_with_a_choice_is_said_at_once_and_the_name_is_carried_over(browser, world, sql):
    token = fresh(browser, world, "0190b6a0-0000-7000-8000-0000000000a1")
    visitor = browser(tenant=world.pontianak.tenant)

    def choose(name, password, again):
        return visitor.post(f"/undangan/{token}", {"nama": name, "sandi": password, "ulangi": again})

    words = choose("rini@kota.go.id", "pendek", "lain").words
    assert "paling sedikit 12 huruf" in words and "tidak sama" in words
    nip = sql("select nip from nip where person_id = %s", world.pontianak.sari.id)[0][0]
    assert "bukan NIP Anda" in choose(nip, GOOD, GOOD).words
    assert choose("Rini@Kota.go.id", GOOD, GOOD).status == 303
    page = visitor.get("/masuk")
    assert 'value="rini@kota.go.id"' in page.text and "Akun Anda siap" in page.words


def test_the_trail_says_about_whom(browser, world):
    hana, dewi = browser(world.pontianak.hana), world.pontianak.dewi
    hana.post(page_of(dewi, "/nama"), {"nama_pegawai": "Dewi Kusumawati"})
    assert "Pegawai Dewi Kusumawati" in hana.get("/kelola/jejak").words


def test_the_list_counts_who_works_here(browser, world):
    hana, oki = browser(world.pontianak.hana), world.pontianak.oki
    assert "Oki Saputra" in hana.get("/kelola/pegawai").words
    hana.post(page_of(oki, "/berhenti"), {"tanggal": "2025-06-01", "alasan": "Pindah"})
    assert "Oki Saputra" not in hana.get("/kelola/pegawai").words
    assert "Oki Saputra" in hana.get("/kelola/pegawai?status=berhenti").words
