"""A home for each role: what waits for this person today, and the one thing she most likely comes for."""

from collections.abc import Callable
from datetime import date

from flask import url_for

from webapp.feedback import published as feedback
from webapp.home.start.domain import facts
from webapp.home.start.rules import done, next_step
from webapp.home.start.words import STEPS
from webapp.people import published as people
from webapp.people.published import PersonCard
from webapp.performance import published as performance
from webapp.performance.published import Waiting
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date, month_name, number

# Who comes for what, most particular first: role, endpoint, the verb on the button.
ERRANDS = (
    ("kepala", "publication.list_results", "Lihat hasil semua kantor"),
    ("inspektorat", "trail.show", "Periksa jejak audit"),
    ("bkpsdm", "staff.list_people", "Undang atau pindahkan pegawai"),
    ("organisasi", "rosters.show_week", "Atur jadwal minggu ini"),
    ("petugas", "complaint_inbox.list_cases", "Buka laporan warga"),
    ("pegawai", "performance.show", "Buka kinerja saya"),
)
PERSONNEL, BUREAU, HANDLER = "bkpsdm", "organisasi", "petugas"
REVIEWER, INSPECTOR = "verifikator", "inspektorat"
DECIDERS = frozenset({PERSONNEL, "kepala"})
Source = Callable[[TenantSession, PersonCard, date], list[Waiting]]


def of_performance(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """SKP and evidence cards."""
    return performance.waiting_for(session, card.id, today, is_asn=card.is_asn)


def of_start(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """The first run, for those who can go on with it, until all its steps are done."""
    if not card.roles & {"organisasi", "bkpsdm"}:
        return []
    states = done(facts(session, today))
    step = next_step(states)
    if step is None:
        return []
    finished, steps = sum(states.values()), len(states)
    sentence = _("Menyiapkan Pamong: %(done)s dari %(all)s langkah selesai.", done=finished, all=steps)
    detail = _("Langkah berikutnya: %(step)s.", step=_(STEPS[step].name))
    return [Waiting("start", sentence, url_for("start.show"), detail=detail)]


def of_confirmations(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """Powerful roles and links into accounts that a second person has to agree to."""
    if not card.roles & DECIDERS:
        return []
    mine = [each for each in people.confirmations_waiting(session, today) if card.id in each.deciders]
    if not mine:
        return []
    sentence = _("%(n)s permintaan menunggu persetujuan Anda.", n=number(len(mine)))
    return [Waiting("confirmations", sentence, url_for("confirmations.list_all"), len(mine))]


def of_imports(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """Files that were checked and wait to be applied, or stopped."""
    return [_import(one) for one in people.imports_waiting(session)] if PERSONNEL in card.roles else []


def _import(one: people.ImportWaiting) -> Waiting:
    checked = _("Impor %(file)s sudah diperiksa dan menunggu Anda terapkan.", file=one.file_name)
    stopped = _("Impor %(file)s terhenti. Tidak ada yang ditulis.", file=one.file_name)
    detail = _("%(n)s baris perlu diperbaiki dahulu.", n=number(one.faults)) if one.faults else ""
    url = url_for("imports.show_run", run_id=one.id)
    return Waiting("import", checked if one.is_checked else stopped, url, id=one.id, detail=detail)


def of_corrections(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """Corrections of rosters that wait for her decision."""
    found = feedback.corrections_waiting_for(session, card, today)
    if not found:
        return []
    sentence = _("%(n)s koreksi jadwal menunggu keputusan Anda.", n=number(len(found)))
    return [Waiting("corrections", sentence, url_for("rosters.list_corrections"), len(found))]


def of_counters(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """Counters without anybody now, and services without a standard, where she plans."""
    gaps, found = feedback.gaps_for(session, card, clock.now()), []
    if gaps.unattended:
        sentence = _("%(n)s loket buka tanpa petugas di jadwal sekarang.", n=number(gaps.unattended))
        found.append(Waiting("unattended", sentence, url_for("counters.show"), gaps.unattended))
    if gaps.without_standard and BUREAU in card.roles:
        sentence = _("%(n)s layanan belum punya standar pelayanan yang terbit.", n=number(gaps.without_standard))
        found.append(Waiting("standards", sentence, url_for("offers.list_services"), gaps.without_standard))
    return found


def of_complaints(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """Citizens' reports she answers for: what is late, what is near its limit, what nobody holds."""
    if not card.roles & {HANDLER, "inspektorat"}:
        return []
    found, url = feedback.cases_waiting_for(session, card, today), "complaint_inbox.list_cases"
    told = (
        ("lewat", found.late, {"waktu": "lewat"}, _("%(n)s laporan warga terlambat.", n=number(found.late)),
         _oldest(found.oldest)),
        ("dekat", found.near, {"waktu": "dekat"}, _("%(n)s laporan warga segera jatuh tempo.", n=number(found.near)),
         _oldest(found.next)),
        ("kosong", found.free, {"pegang": "kosong"}, _("%(n)s laporan warga belum dipegang siapa pun.",
                                                       n=number(found.free)), ""),
    )  # fmt: skip
    return [
        Waiting(kind, sentence, url_for(url, **wish), count, detail=detail, is_late=kind == "lewat")
        for kind, count, wish, sentence, detail in told
        if count
    ]


def _oldest(due: date | None) -> str:
    return _("Batas waktu paling awal %(day)s.", day=long_date(due)) if due else ""


def of_oversight(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """What is judged by people of neither line: contests, held ratings, what was drawn for the inspector."""
    if not card.roles & {REVIEWER, INSPECTOR}:
        return []
    places, found = people.opd_places(session), []
    if REVIEWER in card.roles:
        found += _contests(performance.undecided_contests(session, card, today, places), today)
        found += _answers(*feedback.answers_waiting_for(session, card, today, places), today)
        found += _held(*feedback.held_waiting_for(session, card, today, places))
    if INSPECTOR in card.roles:
        found += _drawn(*feedback.drawn_waiting_for(session, card, today, places))
    return found


def _contests(dues: list[date], today: date) -> list[Waiting]:
    url, late = url_for("contests.list_contests"), [due for due in dues if due < today]
    if late:
        sentence = _("%(n)s sanggahan pegawai terlambat diputus.", n=number(len(late)))
        return [Waiting("contests", sentence, url, len(late), detail=_still_open(dues, late), is_late=True)]
    if dues:
        sentence = _("%(n)s sanggahan pegawai menunggu putusan Anda.", n=number(len(dues)))
        return [Waiting("contests", sentence, url, len(dues), detail=_oldest(dues[0]))]
    return []


def _still_open(dues: list[date], late: list[date]) -> str:
    if len(dues) == len(late):
        return _oldest(late[0])
    others = _("%(n)s lagi belum diputus.", n=number(len(dues) - len(late)))
    return f"{_oldest(late[0])} {others}"


def _held(count: int, oldest: date | None) -> list[Waiting]:
    if oldest is None:
        return []
    sentence = _("%(n)s kelompok penilaian yang ditahan menunggu tinjauan Anda.", n=number(count))
    detail = _("Yang paling lama dari %(day)s.", day=long_date(oldest))
    return [Waiting("held", sentence, url_for("review.list_held"), count, detail=detail)]


def _answers(count: int, due: date | None, today: date) -> list[Waiting]:
    if due is None:
        return []
    sentence = _("%(n)s jawaban survei yang ditahan menunggu tinjauan Anda.", n=number(count))
    url = url_for("review.list_held", _anchor="survei")
    return [Waiting("answers", sentence, url, count, detail=_oldest(due), is_late=due < today)]


def _drawn(count: int, oldest: date | None) -> list[Waiting]:
    if oldest is None:
        return []
    sentence = _("%(n)s butir uji petik belum Anda periksa.", n=number(count))
    detail = _("Yang paling lama dari undian %(month)s.", month=month_name(oldest))
    return [Waiting("drawn", sentence, url_for("sampling.list_draws"), count, detail=detail)]


def of_bureau(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """Citizens' questions to forums, follow-ups of surveys past their day, and paper that is typed."""
    if BUREAU not in card.roles:
        return []
    waits, found = feedback.bureau_waiting(session, today), []
    if waits.due:
        sentence = _("%(n)s tindak lanjut survei lewat batas waktu.", n=number(waits.followups))
        url, detail = url_for("followups.list_items", keadaan="lewat"), _oldest(waits.due)
        found.append(Waiting("followups", sentence, url, waits.followups, detail=detail, is_late=True))
    if waits.asked_on:
        sentence = _("%(n)s pertanyaan forum belum diputuskan.", n=number(waits.questions))
        detail = _("Yang paling lama dari %(day)s.", day=long_date(waits.asked_on))
        found.append(Waiting("questions", sentence, url_for("forums.list_forums"), waits.questions, detail=detail))
    if waits.batches:
        sentence = _("%(n)s bendel survei kertas menunggu dicocokkan atau disahkan.", n=number(waits.batches))
        found.append(Waiting("batches", sentence, url_for("papers.list_batches"), waits.batches))
    return found


def of_staff(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """People who cannot sign in, and people nobody appraises."""
    if PERSONNEL not in card.roles:
        return []
    gaps = people.staff_gaps(session, today)
    told = (
        ("tanpa-atasan", gaps.without_superior, _("%(n)s pegawai belum punya pejabat penilai.",
                                                  n=number(gaps.without_superior))),
        ("tanpa-akun", gaps.without_account, _("%(n)s pegawai belum punya akun.", n=number(gaps.without_account))),
    )  # fmt: skip
    return [
        Waiting(kind, sentence, url_for("staff.list_people", status=kind), count)
        for kind, count, sentence in told
        if count
    ]


def of_digests(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """Monthly digests she has not put aside as read."""
    count = feedback.unread_digests(session, card.id)
    if not count:
        return []
    sentence = _("%(n)s ringkasan bulanan belum Anda baca.", n=number(count))
    return [Waiting("digests", sentence, url_for("publication.list_results"), count)]


SOURCES: tuple[Source, ...] = (
    of_start, of_confirmations, of_complaints, of_oversight, of_bureau, of_imports, of_corrections, of_counters,
    of_performance, of_staff, of_digests,
)  # fmt: skip


def waiting(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """What asks something of her, what is late above all, then the most pressing. What is only news is told by
    notices."""
    found = [each for source in SOURCES for each in source(session, card, today)]
    return sorted(found, key=lambda each: not each.is_late)


def errand(card: PersonCard) -> dict | None:
    """What her role most likely comes for: its words and where it leads."""
    for role, endpoint, words in ERRANDS:
        if role in card.roles:
            return {"words": _(words), "url": url_for(endpoint)}
    return None
