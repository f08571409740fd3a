"""A season of the survey: opened, answered on screens and on paper, told, counted again, acted on, and told next time.

Everything a person does here she does on a page; the jobs are those the clock would run.
"""

import io
import json
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from python_calamine import CalamineWorkbook

from tests.client import Answer, Browser
from tests.feedback.surveying import FORM, PROFILE, answers, neighbours, open_period, prepare, sheet, whole
from webapp.feedback.publication.jobs import turn_day
from webapp.feedback.survey.index import UNSUR
from webapp.feedback.survey.jobs import count
from webapp.feedback.survey.publishing.jobs import sweep
from webapp.platform import clock

STEPS = ["434343434", "333333333", "123412341", "444444444"]  # nine answers of a citizen who goes step by step
WHOLE = ["222222222", "343434343", "111111111", "444333222"]  # and of one who has all on one page
PAPER = ["3", "4"]  # every answer on a sheet
GIVEN = [*STEPS, *WHOLE, *(value * 9 for value in PAPER)]
SECOND = ["444444444"] * 4 + ["334444444"] * 4
WHAT = "Membuka satu loket lagi pada hari Senin"
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Season:
    """One pemda, its people's browsers of this day, and the jobs behind them."""

    world: object
    browser: object
    typists: dict

    @property
    def oki(self) -> Browser:
        return self.browser(self.world.pontianak.oki)

    @property
    def citizen(self) -> Browser:
        return self.browser(tenant=self.world.pontianak.tenant)

    def work(self) -> int:
        """What the clock does: counts, and counts again for whoever asked."""
        done = count(self.world.resources, self.world.pontianak.tenant)
        sweep(self.world.resources, self.world.pontianak.tenant)
        return done

    def step_by_step(self, given: str) -> Answer:
        """One question a page, then who she is."""
        citizen = self.citizen
        page = citizen.get(FORM)
        for slug, value in zip(UNSUR, given, strict=True):
            page = citizen.post(FORM, page.page.hidden | {slug: value})
            assert page.status == 200, page.words
        sent = page.page.hidden | PROFILE | {"layanan": str(self.world.pontianak.service), "arah": "kirim"}
        first, again = citizen.post(FORM, sent), citizen.post(FORM, sent)  # a tired thumb presses twice
        assert first.location == again.location
        return citizen.follow(first)

    def on_one_page(self, given: str) -> Answer:
        citizen = self.citizen
        names = answers(None, citizen)
        return citizen.follow(whole(citizen, self.world, dict(zip(names, given, strict=True))))

    def type_paper(self, period: str) -> None:
        """Two people of another unit type the same sheets; one of them slips, and they look at the paper."""
        batch = prepare(self.oki, period, len(PAPER))
        mia, nia = (self.browser(self.typists[name]) for name in ("mia", "nia"))
        for person, slip in ((mia, {}), (nia, {"waktu": "1"})):
            assert person.post(f"{batch}/ambil", {}).status == 303
            for number, value in enumerate(PAPER, start=1):
                more = slip if number == 2 else {}
                assert person.post(f"{batch}/ketik", sheet(number, value, **more)).status == 303
        assert nia.post(f"{batch}/sahkan", {}).status == 409
        assert mia.post(f"{batch}/cocokkan", sheet(2, PAPER[1])).status == 303
        assert [nia.post(f"{batch}/sahkan", {}).status for _twice in range(2)] == [303, 303]

    def open(self, **fields) -> str:
        """The id of a new period."""
        opened = open_period(self.oki, self.world, **fields)
        assert opened.status == 303, opened.words
        return opened.location.split("#")[0].rsplit("/", 1)[-1]

    def publish(self, period: str) -> None:
        told = self.oki.post(f"/kelola/survei/{period}/terbitkan", {"sadar": "ya"})
        assert told.status == 303, told.words

    def workbook(self, period: str) -> dict[str, list[list]]:
        """The sheets of the report, read as any office program reads them."""
        answer = self.oki.get(f"/kelola/survei/{period}/laporan.xlsx")
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.response.data))
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture(scope="module")
def typists(world):
    return neighbours(world)


@pytest.fixture
def season(world, browser, typists) -> Season:
    return Season(world, browser, typists)


def by_hand(given: list[str]) -> tuple[list[Decimal], Decimal]:
    """The averages and the index as PermenPANRB 14/2017 has them, worked out apart from the application."""
    sums = [sum(int(answers[question]) for answers in given) for question in range(9)]
    index = sum(Decimal(total) for total in sums) / (9 * len(given)) * 25
    averages = [(Decimal(total) / len(given)).quantize(CENT, ROUND_HALF_UP) for total in sums]
    return averages, index.quantize(CENT, ROUND_HALF_UP)


def test_a_period_from_its_opening_to_what_the_next_one_tells_of_it(season, later):
    period = season.open(nama="Semester pertama")
    for given in STEPS:
        assert "Terima kasih" in season.step_by_step(given).words
    for given in WHOLE:
        assert "Terima kasih" in season.on_one_page(given).words
    season.type_paper(period)
    assert season.work() == len(GIVEN) and season.work() == 0
    assert season.citizen.get("/data/ikm.json").response.json == []
    later(31)
    assert "sedang tidak berlangsung" in season.citizen.get(FORM).words
    assert "masih dapat mengirim" in season.oki.get(f"/kelola/survei/{period}/terbitkan").words
    later(32)
    season.publish(period)
    assert_told_alike(season, period)
    counted_again(season, period)
    item = planned_and_done(season, period)

    following = season.open(nama="Semester kedua")
    for given in SECOND:
        season.on_one_page(given)
    season.work()
    later(64)
    season.publish(following)
    assert_told_next_time(season, following, item)
    assert_told_to_everybody(season)


def assert_told_alike(season: Season, period: str) -> None:
    """Open data, the public page and the report say what pencil and paper say."""
    averages, index = by_hand(GIVEN)
    (entry,) = season.citizen.get("/data/ikm.json").response.json
    assert (entry["n"], entry["ikm"]) == (len(GIVEN), str(index))
    assert [Decimal(value) for value in entry["nrr"].values()] == averages
    page = season.citizen.get(f"/ikm/{period}").words
    assert str(index).replace(".", ",") in page and f"{len(GIVEN)} jawaban" in page
    report = season.workbook(period)
    facts = {row[0]: row[1] for row in report["Ringkasan"][1:]}
    assert Decimal(str(facts["IKM"])) == index and facts["Jawaban"] == len(GIVEN)
    assert [Decimal(str(row[3])).quantize(CENT, ROUND_HALF_UP) for row in report["III Hasil"][1:10]] == averages
    handed = json.loads(season.oki.get(f"/kelola/survei/{period}/serah.json").response.data)
    assert handed["ikm"] == str(index)


def counted_again(season: Season, period: str) -> None:
    """A citizen asks, the worker reads every answer, and she is told."""
    address = f"/ikm/{period}"
    assert "Hitung ulang dari semua jawaban" in season.citizen.get(address).words
    assert season.citizen.post(f"{address}/hitung-ulang", {}).status == 303
    assert "Sedang dihitung ulang" in season.citizen.get(address).words
    season.work()
    assert "sama dengan yang diterbitkan" in season.citizen.get(address).words


def planned_and_done(season: Season, period: str) -> str:
    """The bureau plans, Sari does it and says by what it can be seen; the address of the follow-up."""
    sari = season.world.pontianak.sari
    due = clock.today(season.world.pontianak.tenant.timezone) + timedelta(days=30)
    sent = {"unsur": "waktu", "apa": WHAT, "tenggat": due.isoformat(), "penanggung": f"orang:{sari.id}"}
    planned = season.oki.post(f"/kelola/survei/{period}/tindak-lanjut", sent)
    assert planned.status == 303, planned.words
    address, doer = planned.location.partition("#")[0], season.browser(sari)
    assert WHAT in doer.get("/tindak-lanjut").words
    form = doer.get(address).page.hidden
    done = {"keadaan": "selesai", "catatan": "Loket 4 dibuka sejak hari Senin lalu."}
    answer = doer.post(f"{address}/perkembangan", form | done)
    assert answer.status == 303, answer.words
    return address


def assert_told_next_time(season: Season, following: str, item: str) -> None:
    """The next period's report shows what became of the last one's plan."""
    page = season.oki.get(f"/kelola/survei/{following}/hasil").words
    assert "Tindak lanjut masa sebelumnya" in page and "1 dari 1 sudah selesai" in page
    (line,) = season.workbook(following)["Lampiran tindak lanjut lalu"][1:]
    assert WHAT in line and "Selesai" in line and any("Loket 4 dibuka" in str(cell) for cell in line)
    paper = season.oki.get(f"/kelola/survei/{following}/laporan.pdf").response
    assert paper.status_code == 200 and paper.data.startswith(b"%PDF")
    assert season.browser(season.world.pontianak.sari).get(item).status == 200


def assert_told_to_everybody(season: Season) -> None:
    """/transparansi: the index of both periods, and that the promise was kept; nobody's name."""
    turn_day(season.world.resources, season.world.pontianak.tenant)
    (_averages, first), (_same, second) = by_hand(GIVEN), by_hand(SECOND)
    board = season.citizen.get("/transparansi").words
    assert str(second).replace(".", ",") in board
    office = season.citizen.get("/transparansi/disdukcapil").words
    assert all(str(index).replace(".", ",") in office for index in (first, second))
    deeds = season.citizen.get("/anda-sampaikan").words
    assert WHAT in deeds and "Sari" not in deeds
