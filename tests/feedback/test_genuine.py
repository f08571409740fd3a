"""'Cek keaslian': which place a code belongs to, said lightly, without a cookie, and the same for codes nobody has."""

import gzip


def test_a_code_of_ours_tells_its_place(browser, world):
    answer = browser().get(f"/cek/{world.pontianak.counter}")
    words = answer.words
    assert answer.status == 200 and "Kode loket1 terdaftar" in words and "Perekaman KTP-el" in words
    assert "Dinas Kependudukan dan Pencatatan Sipil" in words and "http://localhost/pontianak/" in words
    assert "Tanda stiker palsu" in words and "0561-000000" in words


def test_capitals_do_not_matter(browser):
    assert browser().get("/cek/LOKET1").status == 200


def test_a_code_nobody_has_says_so_clearly(browser):
    answer = browser().get("/cek/abcdef")
    assert answer.status == 404 and "Kode ini tidak terdaftar" in answer.words and "beri tahu petugas" in answer.words


def test_a_code_of_another_pemda_is_a_code_nobody_has(browser, world, sql):
    theirs = world.gorontalo.tenant
    sql("update service_point set code = 'hanyagtlo' where tenant_id = %s and code = 'kios01'", theirs.id)
    ours, nobodys = browser().get("/cek/hanyagtlo").text, browser().get("/cek/hanyagtl0").text
    assert ours == nobodys.replace("hanyagtl0", "hanyagtlo")
    assert browser(tenant=theirs).get("/cek/hanyagtlo").status == 200


def test_odd_and_long_codes_are_words_only(browser):
    answer = browser().get("/cek/%3Cscript%3E" + "x" * 500)
    assert answer.status == 404 and "x" * 60 not in answer.words
    assert "<script>" not in answer.text


def test_a_closed_place_is_said_to_be_closed(browser, world):
    words = browser().get(f"/cek/{world.pontianak.closed}").words
    assert "Tempat ini sedang tutup." in words and "Loket 9 pindah ke lantai dasar." in words


def test_it_sets_no_cookie_and_may_be_kept_shortly(browser, world):
    for path in (f"/cek/{world.pontianak.counter}", "/cek/abcdef", f"/cek/{world.pontianak.counter}?bahasa=en"):
        answer = browser().get(path)
        assert answer.cookies == [] and answer.headers["Cache-Control"] == "public, max-age=60"


def test_it_is_light_and_whole_in_one_request(browser, world):
    answer = browser().get(f"/cek/{world.pontianak.counter}")
    assert answer.page.resources == ["data:,"] and len(gzip.compress(answer.response.data, 9)) < 4096


def test_knowing_and_not_knowing_cost_the_same(browser, world, app, count_queries):
    costs = []
    for code in (world.pontianak.counter, "abcdef"):
        app.extensions["points"].forget()
        with count_queries() as statements:
            browser().get(f"/cek/{code}")
        costs.append(len(statements))
    assert costs[0] == costs[1] == 2


def test_it_speaks_english(browser, world):
    assert "Code loket1 is registered" in browser().get(f"/cek/{world.pontianak.counter}?bahasa=en").words
