"""Forums of a demonstration: one that comes with questions, one that was with minutes and promises in every state."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from sqlmodel import select

from webapp.feedback.forums import domain, rules
from webapp.feedback.forums.models import Forum, ForumStep
from webapp.people.models import RoleGrant
from webapp.people.published import opd_places
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

# What was asked, what the office made of it, its words, how many want to know it, too.
COMING: Sequence[tuple[str, str, str, int]] = (
    ("Mengapa antrean perekaman KTP-el di kecamatan baru dibuka pukul 09.00, padahal jam kerja mulai pukul 07.30?",
     rules.ANSWERED, "Mulai bulan depan loket perekaman dibuka pukul 08.00 di semua kecamatan.", 14),
    ("Apakah surat pindah bisa diurus tanpa kembali ke kota asal?", rules.SHOWN, "", 6),
    ("Berapa lama sebenarnya akta kelahiran selesai? Telepon saya 0812-3456-7890 bila perlu.", rules.SHOWN, "", 3),
    ("Apakah ada jalur khusus bagi penyandang disabilitas dan orang lanjut usia?", rules.WAITING, "", 0),
)  # fmt: skip
PAST: Sequence[tuple[str, str, str, int]] = (
    ("Kapan ruang tunggu diberi kipas dan kursi yang cukup?", rules.ANSWERED, "Tercatat sebagai janji di sini.", 9),
)
PROMISES: Sequence[tuple[str, int, str, str]] = (
    ("Menambah dua puluh kursi dan empat kipas di ruang tunggu.", 15, rules.DONE, "Terpasang semua pekan lalu."),
    ("Membuka loket prioritas bagi lanjut usia dan penyandang disabilitas.", 60, rules.RUNNING,
     "Loket sedang disiapkan."),
    ("Menulis nomor antrean besar-besar di layar.", 5, rules.PLANNED, ""),
    ("Membuka layanan setiap Sabtu di semua kecamatan.", 20, rules.IMPOSSIBLE,
     "Jumlah petugas belum cukup; tiga kecamatan terbesar tetap buka Sabtu."),
)  # fmt: skip
MINUTES = (
    "Hadir 46 warga dan lima pejabat. Dibahas antrean, ruang tunggu, dan jam layanan.\n\n"
    "Diputuskan empat janji, masing-masing dengan unit dan batas waktunya. Perkembangannya tampil di halaman ini."
)


def plant_forums(resources: Resources, tenant: Tenant) -> None:
    """Plants both, once."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        if session.exec(select(Forum.id)).first() is None:
            by = session.exec(
                select(RoleGrant.person_id).where(RoleGrant.role == "organisasi").order_by(RoleGrant.id)
            ).first()
            offices = sorted(opd_places(session).values(), key=lambda each: ("dukcapil" not in each.slug, each.name))
            opd_id = next(each.id for each in offices if each.kind == "dinas")
            _plant(session, opd_id, by, clock.now())


def _plant(session: TenantSession, opd_id: UUID, by: UUID, at: datetime) -> None:
    nine = clock.local(at, session.tenant.timezone).replace(hour=9, minute=0, second=0, microsecond=0)
    soon, before = nine + timedelta(days=9), nine - timedelta(days=40)
    coming = _announce(session, opd_id, by, "Dialog layanan kependudukan", soon, at - timedelta(days=4))
    _ask(session, coming, COMING, by, at - timedelta(days=2))
    title = "Forum konsultasi publik: ruang tunggu dan antrean"
    domain.move(
        session, coming, soon + timedelta(hours=4), soon + timedelta(hours=6), "Pendopo",
        "Aula dipakai untuk vaksinasi.", by=by, at=at - timedelta(days=1),
    )  # fmt: skip
    past = _announce(session, opd_id, by, title, before, before - timedelta(days=9))
    _ask(session, past, PAST, by, before)
    domain.publish_minutes(session, past, MINUTES, by=by, at=before + timedelta(days=2))
    told = before + timedelta(days=3)
    for text, days, state, note in PROMISES:
        made = domain.promise(
            session, past, text, opd_id, days, by=by, at=told, today=clock.local(told, session.tenant.timezone).date()
        )
        if state != rules.PLANNED:
            later = told + timedelta(days=12)
            session.add(ForumStep(promise_id=made.id, state=state, note=note, by_id=by, at=later))


def _announce(session: TenantSession, opd_id: UUID, by: UUID, title: str, starts: datetime, at: datetime) -> Forum:
    plan = domain.Plan(
        opd_id, title, "Apa yang sudah baik, apa yang masih menyulitkan, dan apa yang akan kami kerjakan.",
        starts, starts + timedelta(hours=2), "Aula lantai 2, kantor dinas", "https://rapat.contoh.id/dialog", 80,
    )  # fmt: skip
    return domain.announce(session, plan, by=by, at=at)


def _ask(session: TenantSession, forum: Forum, questions: Sequence[tuple], by: UUID, at: datetime) -> None:
    for number, (text, state, reply, supporters) in enumerate(questions):
        question_id = uuid5(forum.id, str(number))
        domain.ask(session, forum, question_id, text, [], clock.local(at, session.tenant.timezone).date())
        if state == rules.WAITING:
            continue
        domain.decide(session, forum, question_id, state, reply, by=by, at=at)
        session.flush()
        for each in range(supporters):
            domain.support(session, forum, question_id, each.to_bytes(16, "big"))
