"""A report as a workbook, and the hand-over file for the national site: sums and counts, never single answers."""

import json
from collections.abc import Iterator
from decimal import Decimal

from webapp.feedback.publication.rules import SMALLEST_CELL
from webapp.feedback.survey.holding.rules import HELD, RELEASED, UPHELD
from webapp.feedback.survey.index import GRADES
from webapp.feedback.survey.publishing.figures import tellable
from webapp.feedback.survey.publishing.models import SurveyPublication
from webapp.feedback.survey.results import TRAITS
from webapp.platform import clock
from webapp.platform.i18n import gettext as _
from webapp.platform.sheets import Cell, Drawing, Sheet
from webapp.platform.tenancy import Tenant

TRAIT_CODES = {"sex": "jenis_kelamin", "age": "usia", "education": "pendidikan", "occupation": "pekerjaan"}
SCHEMA = "pamong-skm/1"


def workbook(found: dict) -> list[Sheet]:
    """One sheet for each chapter, then the annexes."""
    thing = [_("Hal"), _("Isi")]
    plan = [_("Unsur"), _("Kegiatan"), _("Batas waktu"), _("Jangka waktu"), _("Penanggung jawab"), _("Keadaan"),
            _("Bukti atau alasan")]  # fmt: skip
    return [
        Sheet(_("Ringkasan"), thing, list(_summary(found))),
        Sheet(_("I Pendahuluan"), [_("Isi")], [(found["texts"]["pendahuluan"],)]),
        Sheet(_("II Pengumpulan data"), thing, list(_method(found))),
        Sheet(_("III Hasil"), _unsur_columns(), list(_unsur(found)),
              Drawing(_("Unsur mana yang paling perlu diperbaiki?"), 0, 3, 1, 4)),
        *_of_services(found),
        Sheet(_("III Responden"), [_("Ciri"), _("Golongan"), _("Orang")], list(_people(found))),
        Sheet(_("IV Analisis"), [_("Isi")], [(found["texts"]["analisis"],)]),
        Sheet(_("IV Urutan perbaikan"), [_("Urutan"), _("Unsur"), _("Nilai rata-rata"), _("Mutu")], _order(found)),
        Sheet(_("IV Rencana tindak lanjut"), plan, [_plan(each) for each in found["own"]]),
        Sheet(_("IV Tren"), [_("Masa"), _("Sejak"), _("Sampai"), _("Jawaban"), _("IKM"), _("Mutu")], _history(found),
              Drawing(_("Bagaimana indeks ini dari masa ke masa?"), 0, 4, 25, 100, "line")),
        Sheet(_("V Kesimpulan"), [_("Isi")], [(found["texts"]["kesimpulan"],)]),
        Sheet(_("Lampiran kuesioner"), [_("Unsur"), _("Pertanyaan"), "1", "2", "3", "4"], list(_questions(found))),
        Sheet(_("Lampiran pengolahan"), _working_columns(), list(_working(found))),
        Sheet(_("Lampiran tindak lanjut lalu"), plan, [_plan(each) for each in found["carried"]]),
    ]  # fmt: skip


def _summary(found: dict) -> Iterator[tuple[str, Cell]]:
    row = found["row"]
    yield _("Unit pelayanan"), found["office"].name
    yield _("Masa"), row.name
    yield _("Sejak"), row.since
    yield _("Sampai"), row.until
    yield _("IKM"), Decimal(row.told["ikm"])
    yield _("Nilai indeks"), Decimal(row.told["nilai_indeks"])
    yield _("Mutu"), row.told["mutu"]
    yield _("Kinerja"), _(row.told["kinerja"])
    yield _("Jawaban"), row.n
    yield _("Sampel minimal"), found["target"]
    yield _("Versi terbitan"), row.version or _("belum terbit")


def _method(found: dict) -> Iterator[tuple[str, Cell]]:
    yield _("Cara"), found["texts"]["metode"]
    yield _("Pengguna layanan"), found["row"].population
    for word, n in found["channels"]:
        yield word, _hidden(n)
    if held := found["row"].held:
        yield _("Jawaban yang pernah ditahan"), sum(held.values())
        yield _("Ditahan, lalu dilepas dan dihitung"), held[RELEASED]
        yield _("Ditahan dan tidak dihitung"), held[UPHELD] + held[HELD]


def _unsur_columns() -> list[str]:
    return [_("Unsur"), _("Jumlah nilai"), _("Jawaban"), _("Nilai rata-rata"), _("Konversi"), _("Mutu"),
            _("Urutan perbaikan")]  # fmt: skip


def _unsur(found: dict) -> Iterator[tuple[Cell, ...]]:
    for each in found["working"]["steps"]:
        step = each["step"]
        yield each["word"], step.total, step.n, step.nrr, step.conversion, step.grade.mutu, step.priority


def _of_services(found: dict) -> list[Sheet]:
    """A sheet only where the period is about several services."""
    if not found["services"]["lines"]:
        return []
    columns = [_("Layanan"), _("Jawaban"), _("Nilai indeks"), _("IKM"), _("Mutu"), _("Kinerja")]
    return [Sheet(_("III Per layanan"), columns, [_service(each) for each in found["services"]["lines"]])]


def _service(line: dict) -> tuple[Cell, ...]:
    told = line["told"]
    if told is None:
        return line["name"], _hidden(None), None, None, None, None
    return line["name"], told["n"], told["nilai_indeks"], told["ikm"], told["mutu"], _(told["kinerja"])


def _people(found: dict) -> Iterator[tuple[Cell, ...]]:
    for trait in found["profile"]:
        for word, n in trait["rows"]:
            yield trait["title"], word, _hidden(n)


def _order(found: dict) -> list[tuple[Cell, ...]]:
    steps = [(each["word"], each["step"]) for each in found["working"]["priorities"]]
    return [(step.priority, word, step.nrr, step.grade.mutu) for word, step in steps]


def _plan(line: dict) -> tuple[Cell, ...]:
    return line["word"], line["what"], line["due"], line["term"], line["who"], line["state"], line["note"]


def _history(found: dict) -> list[tuple[Cell, ...]]:
    return [
        (each.name, each.since, each.until, each.n, Decimal(each.told["ikm"]), each.told["mutu"])
        for each in found["history"]
    ]


def _questions(found: dict) -> Iterator[tuple[Cell, ...]]:
    for each in found["questions"]:
        yield each["word"], each["text"], *each["options"]


def _working_columns() -> list[str]:
    return [_("Unsur"), _("Jumlah nilai"), _("Jawaban"), _("Nilai rata-rata"), _("Bobot"), _("Nilai kali bobot")]


def _working(found: dict) -> Iterator[tuple[Cell, ...]]:
    working, row = found["working"], found["row"]
    for each in working["steps"]:
        step = each["step"]
        yield each["word"], step.total, step.n, step.nrr, working["weight"], step.product
    yield _("Nilai indeks"), None, None, None, None, Decimal(row.told["nilai_indeks"])
    yield _("IKM"), None, None, None, None, Decimal(row.told["ikm"])
    for grade in GRADES:
        yield _("Batas bawah mutu %(mutu)s", mutu=grade.mutu), None, None, None, None, grade.since


def _hidden(n: int | None) -> Cell:
    return _("tidak ditampilkan") if n is None else n


def handover(found: dict, row: SurveyPublication, tenant: Tenant) -> dict:
    """A published period for the national site, in Indonesian and without anybody's single answers.

    A kind of respondents that is not told is null.
    """
    steps = [each["step"] for each in found["working"]["steps"]]
    return {
        "skema": SCHEMA,
        "pemda": {"nama": tenant.name, "kode": tenant.region_code},
        "unit": {"kode": found["office"].slug, "nama": found["office"].name},
        "periode": {"nama": row.name, "sejak": row.since.isoformat(), "sampai": row.until.isoformat()},
        "instrumen": row.instrument,
        "versi": row.version,
        "terbit": clock.local(row.published_at, tenant.timezone).date().isoformat(),
        "populasi": row.population,
        "sampel_minimal": found["target"],
        "n": row.n,
        "unsur": [
            {"unsur": step.slug, "pertanyaan": len(step.answers), "jumlah_nilai": step.total, "jawaban": step.n,
             "nrr": str(step.nrr), "konversi": str(step.conversion), "mutu": step.grade.mutu}
            for step in steps
        ],
        "nilai_indeks": row.told["nilai_indeks"],
        "ikm": row.told["ikm"],
        "mutu": row.told["mutu"],
        "kinerja": row.told["kinerja"],
        "responden": _kinds(row),
    }  # fmt: skip


def _kinds(row: SurveyPublication) -> dict[str, dict[str, int | None]]:
    """Respondents by kind, by the codes of the form."""
    codes = {trait: list(words) for trait, _title, words in TRAITS}
    return {
        name: tellable({kind: row.profile.get(trait, {}).get(kind, 0) for kind in codes[trait]}, SMALLEST_CELL)
        for trait, name in TRAIT_CODES.items()
    }


def as_json(handed: dict) -> bytes:
    """The hand-over file."""
    return json.dumps(handed, ensure_ascii=False, indent=2).encode()


def as_lines(handed: dict) -> Sheet:
    """The same as one table of (part, thing, value)."""
    return Sheet("skm", ["bagian", "hal", "nilai"], list(_lines(handed, "")))


def _lines(value: object, path: str) -> Iterator[tuple[str, str, Cell]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _lines(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner, f"{path}.{inner['unsur']}")
    else:
        part, _dot, thing = path.rpartition(".")
        yield part or "umum", thing, value
