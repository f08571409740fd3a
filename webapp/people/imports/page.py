"""What the templates of the import show, made of rows and words."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import url_for

from webapp.people.imports import queries, words
from webapp.people.imports.leaving import must_be_typed
from webapp.people.imports.mapping import EXTRA, FIELDS, folded
from webapp.people.imports.models import APPLIED, CHANGES, RUNNING, ImportRow, ImportRun
from webapp.people.imports.values import fold
from webapp.platform import clock, tenancy
from webapp.platform.forms import Form
from webapp.platform.i18n import clock_time, number, short_date
from webapp.platform.i18n import gettext as _

AT_ONCE = 50  # rows on a page
LEFT_OUT = {"salah", "keluar"}  # of an import that was applied
FIRST = 10  # wrong rows on the page of the import itself
ORDER = ("baru", "pindah", "nama", "lain", "keluar", "tetap")
ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "windows-1252": "Windows-1252"}


def history_line(line: queries.RunLine) -> dict[str, Any]:
    """One import in the list."""
    word, tone = words.STATES[line.state]
    return {
        "url": url_for("imports.show_run", run_id=line.id),
        "when": when(line.at),
        "file_name": line.file_name,
        "by_name": line.by_name,
        "state": _(word),
        "tone": tone,
        "result": applied(line) if line.state == APPLIED else _foreseen(line.counts),
    }


def when(moment: datetime) -> str:
    """21 Nov 2026, 14.05: day and time on the pemda's clock."""
    local = clock.local(moment, tenancy.current().timezone)
    return f"{short_date(local)}, {clock_time(local)}"


def summary(counts: Mapping[str, int]) -> str:
    """12 baru, 3 pindah, 1 keluar, 5 berubah nama, 9.979 tetap: kinds with nobody in them are left out.

    Rows that must be corrected change nothing, so they are not told here.
    """
    told = [
        (_("%(n)s baru", n=number(counts.get("baru", 0))), "baru"),
        (_("%(n)s pindah", n=number(counts.get("pindah", 0))), "pindah"),
        (_("%(n)s tidak ada di berkas", n=number(counts.get("keluar", 0))), "keluar"),
        (_("%(n)s berubah nama", n=number(counts.get("nama", 0))), "nama"),
        (_("%(n)s perubahan lain", n=number(counts.get("lain", 0))), "lain"),
        (_("%(n)s tetap", n=number(counts.get("tetap", 0))), "tetap"),
    ]
    return ", ".join(text for text, change in told if counts.get(change))


def _foreseen(counts: Mapping[str, int]) -> str:
    """The summary, and how many rows must be corrected."""
    wrong = [_("%(n)s baris perlu diperbaiki", n=number(counts["salah"]))] if counts.get("salah") else []
    return ", ".join(filter(None, [summary(counts), *wrong]))


def applied(run: ImportRun | queries.RunLine) -> str:
    """What was written: rows that were wrong were not taken, and whoever was missing left only if that was ticked."""
    told = [summary({change: n for change, n in run.counts.items() if change not in LEFT_OUT})]
    if run.choices.get("let_go"):
        told.append(_("%(n)s keluar", n=number(run.choices.get("left", run.counts.get("keluar", 0)))))
    if "back" in run.choices:
        told.append(_("%(n)s dari mereka dikembalikan", n=number(run.choices["back"])))
    return ", ".join(filter(None, told))


def leaving(run: ImportRun, duties: Mapping[UUID, int]) -> dict[str, Any]:
    """Who would leave, as a number, as a share of those who should be in the file, and with what still planned."""
    n, expected = run.counts.get("keluar", 0), int(run.source.get("expected", 0))
    return {
        "n": n,
        "expected": expected,
        "share": Decimal(n) / max(expected, n, 1),
        "is_typed": must_be_typed(n, expected),
        "on_duty": len(duties),
        "turns": sum(duties.values()),
        "url": url_for("imports.list_rows", run_id=run.id, isi="keluar"),
    }


def groups(run: ImportRun) -> list[dict[str, Any]]:
    """The lists of the result that have somebody in them."""
    return [
        {
            "word": _(words.CHANGES[change]),
            "n": run.counts[change],
            "url": url_for("imports.list_rows", run_id=run.id, isi=change),
        }
        for change in ORDER
        if run.counts.get(change)
    ]


def lines(run: ImportRun, rows: list[ImportRow], duties: Mapping[UUID, int] | None = None) -> list[dict[str, Any]]:
    """Rows with their sentences, and what is planned for whoever would leave."""
    named = {key: run.headers[column] for key, column in run.columns.items()}
    return [
        {
            "number": row.number,
            "nip": row.nip,
            "name": row.name or _("Tanpa nama"),
            "faults": [words.fault(one, named) for one in row.faults],
            "facts": [words.fact(one) for one in row.facts] + _planned((duties or {}).get(row.person_id, 0)),
        }
        for row in rows
    ]


def _planned(turns: int) -> list[str]:
    return [_("Masih punya %(n)s giliran tugas sesudah hari ini.", n=number(turns))] if turns else []


def read_as(run: ImportRun) -> str:
    """How the file was read, for whoever wonders about strange letters or missing rows."""
    head = _("Judul kolom di baris %(row)s.", row=run.source.get("header_row", 1))
    if run.sheet:
        return _("Lembar %(sheet)s.", sheet=run.sheet) + " " + head
    encoding, separator = str(run.source.get("encoding", "utf-8")), str(run.source.get("separator", ","))
    text = _("Dibaca sebagai %(encoding)s, dipisah %(separator)s.", encoding=ENCODINGS[encoding],
             separator=_(words.SEPARATORS[separator]))  # fmt: skip
    if encoding == "windows-1252":
        text += " " + _("Pengodean ini dikira-kira: periksa huruf khusus seperti é pada contoh di bawah.")
    return f"{text} {head}"


def column_options(run: ImportRun) -> list[tuple[int, str]]:
    """The columns of the file, each with what stands in it first."""
    options = []
    for place, header in enumerate(run.headers):
        sample = next((row[place] for row in run.sample if row[place]), "")
        if header and folded(header) != folded(EXTRA):
            options.append((place, f"{header} ({sample[:30]})" if sample else header))
    return options


def scope_options(units: list[tuple[Any, str]], has_last: bool) -> list[tuple[str, str]]:
    """Who should be in the file."""
    general = [(value, _(word)) for value, word in words.SCOPES if value != queries.LAST or has_last]
    return general + [(str(one), _("Semua pegawai %(opd)s dan unit di bawahnya", opd=name)) for one, name in units]


def unused(run: ImportRun) -> list[str]:
    """Headers nobody uses."""
    used = set(run.columns.values())
    return [header for place, header in enumerate(run.headers) if header and place not in used]


def fields_of_form() -> list[dict[str, Any]]:
    """Our fields, for the page that maps them."""
    return [{"key": field.key, "label": _(field.label), "needed": field.needed} for field in FIELDS]


def progress(run: ImportRun) -> dict[str, Any]:
    """How far the work is."""
    return {"word": _(words.STAGES.get(run.stage, words.STAGES[""])), "done": run.done, "total": run.total}


def is_running(run: ImportRun) -> bool:
    """Whether a job has it, or will have it soon."""
    return run.state in RUNNING


def known_change(word: str) -> str | None:
    """The kind of rows an address asks for."""
    return word if word in CHANGES else None


def unit_options(units: list[queries.UnitChoice], unknown: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What a new unit may stand under: those we have, with the one above where a name is borne twice, and new ones."""
    names = Counter(unit.name for unit in units)
    told = [(f"id:{unit.id}", f"{unit.name} ({unit.above})" if names[unit.name] > 1 and unit.above else unit.name)
            for unit in units]  # fmt: skip
    return told + [(f"new:{fold(one['name'])}", _("%(opd)s (unit baru)", opd=one["name"])) for one in unknown]


def proposed_parent(above: str, options: list[tuple[str, str]]) -> str:
    """The choice that the file means by the name of a unit above; nothing when it is not among them, or twice."""
    meant = [value for value, word in options if fold(word) == fold(above) or value == f"new:{fold(above)}"]
    return meant[0] if above and len(meant) == 1 else ""


def unknown_units(run: ImportRun) -> list[dict[str, Any]]:
    """OPD named in the file that are not there: name, what stands above it in the file, how many rows."""
    found = run.source.get("unknown_units", {})
    return [{"name": name, "above": above, "rows": rows} for name, above, rows in found.values()]


def with_chosen(units: list[dict[str, Any]], form: Form) -> list[dict[str, Any]]:
    """The units with what was chosen for each."""
    typed = dict(zip(form.lists.get("nama", []), form.lists.get("induk", []), strict=False))
    chosen = form.lists.get("buat", [])
    return [
        one | {"parent": typed.get(one["name"], ""), "is_chosen": one["name"] in chosen} for one in units
    ]


def pager(run: ImportRun, change: str, current: int) -> dict[str, Any]:
    """The way to the pages before and after; `current` begins with 1."""
    total = run.counts.get(change, 0)

    def address(page: int) -> str:
        return url_for("imports.list_rows", run_id=run.id, isi=change, hal=page)

    first, last = (current - 1) * AT_ONCE + 1, min(current * AT_ONCE, total)
    return {
        "previous_url": address(current - 1) if current > 1 else None,
        "next_url": address(current + 1) if last < total else None,
        "text": _("%(first)s sampai %(last)s dari %(total)s", first=number(min(first, last)), last=number(last),
                  total=number(total)),
    }  # fmt: skip
