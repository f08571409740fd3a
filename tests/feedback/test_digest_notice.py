"""A digest that was written is told once to whoever wished for it."""

from tests.feedback.steps import make_digest


def test_a_new_digest_is_told_and_waits_until_it_is_read(browser, world):
    budi = world.pontianak.budi
    digest = make_digest(world, budi, world.pontianak.dinas)
    assert make_digest(world, budi, world.pontianak.dinas) == digest
    reader = browser(budi)
    home = reader.get("/beranda").words
    assert home.count("Ringkasan bulanan Dinas Kependudukan dan Pencatatan Sipil sudah ada") == 1
    assert "1 ringkasan bulanan belum Anda baca" in home
    reader.post(f"/hasil/ringkasan/{digest}/dibaca")
    assert "ringkasan bulanan belum" not in reader.get("/beranda").words
    assert "Ringkasan bulanan" not in browser(world.pontianak.sari).get("/kabar").words
