"""Sample content for the parts that order, ask, wait and refuse: tabs, filters, trees, calendars, pickers."""

from decimal import Decimal

from webapp.platform.i18n import decimals, number
from webapp.platform.i18n import gettext as _

HERE = "#contoh"


class Sample:
    """Stands in for a form: `values` as typed, `lists` of several answers, `errors` as found."""

    def __init__(self, values: dict[str, str] | None = None, errors: dict[str, str] | None = None):
        self.values, self.errors = values or {}, errors or {}
        self.lists = {name: [value] for name, value in self.values.items()}


def further_parts() -> dict:
    """What the second half of the living page shows, in the reader's language."""
    return {
        "chosen": [{"text": _("Dinas Pendidikan"), "remove_url": HERE}, {"text": _("Aktif"), "remove_url": HERE}],
        "tab_items": _tabs(),
        "nodes": _nodes(),
        "figures": _figures(),
        "people": [_person("a", "Sri Wahyuningsih"), _person("b", "Sri Rahayu")],
        "picked": Sample({"picked": "a", "several": "1"}),
        "refused": Sample({}, {"refused-file": _("Berkas ini lebih besar dari 10 MB.")}),
        "sort_columns": _columns(),
        "week_days": _week_days(),
        "week_rows": _week_rows(),
        "weekday_words": [_("Sen"), _("Sel"), _("Rab"), _("Kam"), _("Jum"), _("Sab"), _("Min")],
        "month_weeks": _month(),
    }


def _person(key: str, name: str) -> dict:
    return {"id": key, "name": name, "detail": _("Penata Perizinan Ahli Madya")}


def _tabs() -> list[dict]:
    words = ((_("Ringkasan"), None), (_("Pegawai"), 1204), (_("Riwayat"), 3))
    return [
        {"text": text, "url": HERE, "active": place == 0, "count": count} for place, (text, count) in enumerate(words)
    ]


def _node(label: str, detail: str | None = None, children: list | None = None, is_open: bool = False) -> dict:
    return {"label": label, "url": HERE, "detail": detail, "children": children or [], "is_open": is_open}


def _nodes() -> list[dict]:
    schools = [_node(_("Bidang SD")), _node(_("Bidang SMP"), _("belum ada kepala bidang"))]
    office = _node(_("Dinas Pendidikan"), _("%(n)s pegawai dalam contoh ini", n=412), schools, is_open=True)
    return [office, _node(_("Dinas Kesehatan"), None, [_node(_("Puskesmas Alianyang"))]), _node(_("Inspektorat"))]


def _figures() -> list[dict]:
    told = (
        (number(1204), _("pegawai aktif"), _("per hari ini")),
        ("37", _("loket dibuka"), None),
        (decimals(Decimal("3.42")), _("nilai dari warga"), _("dari 4, enam bulan terakhir")),
    )
    return [{"number": n, "words": words, "detail": detail, "url": HERE} for n, words, detail in told]


def _columns() -> list[dict]:
    return [
        {"word": _("Pilih"), "figure": False, "url": None, "order": None},
        {"word": _("Pegawai"), "figure": False, "url": HERE, "order": "ascending"},
        {"word": _("Kantor"), "figure": False, "url": HERE, "order": None},
        {"word": _("Penilaian"), "figure": True, "url": HERE, "order": None},
    ]


def _week_days() -> list[str]:
    words = (_("Sen"), _("Sel"), _("Rab"), _("Kam"), _("Jum"), _("Sab"), _("Min"))
    return [f"{word} {number}" for number, word in enumerate(words, start=1)]


def _week_rows() -> list[dict]:
    sari, budi = ({"text": name, "url": HERE, "tone": ""} for name in ("Sari", "Budi"))
    asked = {"text": _("Belum diisi"), "url": None, "tone": "wait"}
    return [
        {"name": _("Loket %(n)s", n=1), "url": HERE, "days": [[sari], [sari, budi], [sari], [budi], [sari], [], []]},
        {"name": _("Loket %(n)s", n=2), "url": None, "days": [[budi], [asked], [budi], [sari], [budi], [], []]},
    ]


def _month() -> list[list[dict]]:
    notes = {1: [_("Tahun baru")], 7: [_("Hari ini")], 21: [_("Rapat kantor"), _("Loket tutup pukul 12.00")]}
    days = [_day(number, notes.get(number, [])) for number in range(1, 36)]
    return [days[start : start + 7] for start in range(0, 35, 7)]


def _day(number: int, notes: list[str]) -> dict:
    inside = number <= 31
    shown = number if inside else number - 31
    return {
        "number": shown,
        "label": _("Tanggal %(n)s", n=shown),
        "url": HERE if inside and number > 20 else None,
        "is_today": number == 7,
        "is_outside": not inside,
        "is_off": number == 1 or number % 7 == 0,
        "notes": notes,
    }
