"""One pemda with a questionnaire of its own, and a batch of paper in each of the states it can be in."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from webapp.demo.people import Staff
from webapp.feedback.survey.index import UNSUR
from webapp.feedback.survey.instruments import domain as instruments
from webapp.feedback.survey.instruments.rules import words_of
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.paper import domain as paper
from webapp.feedback.survey.paper.models import SurveyBatch
from webapp.platform.db import TenantSession

OWN_QUESTIONS = "pontianak"  # the pemda whose bureau added questions
AGREES = ("Tidak setuju", "Kurang setuju", "Setuju", "Sangat setuju")
AGREES_EN = ("Disagree", "Rather disagree", "Agree", "Fully agree")
# 2 + 3 + 1 + 3 + 1 + 1 + 3 + 1 + 1 = 16 questions; two of them are not translated yet
ADDED = (
    ("persyaratan", "Berkas yang diminta mudah Saudara siapkan.", "The papers asked for are easy to prepare."),
    ("prosedur", "Petunjuk alur di ruang pelayanan mudah diikuti.", "The signs in the hall are easy to follow."),
    ("prosedur", "Pengambilan nomor antrean berjalan dengan tertib.", ""),
    ("biaya", "Biaya pelayanan diumumkan dengan jelas.", "The fee is announced clearly."),
    ("biaya", "Biaya yang dibayar sama dengan yang diumumkan.", "The fee paid is the fee announced."),
    ("perilaku", "Petugas mendengarkan keperluan Saudara.", "The officers listen to what you need."),
    ("perilaku", "Petugas melayani tanpa membeda-bedakan.", ""),
)
SHEETS = 5
UNREAD, READ_APART = 4, 5  # the sheet nobody could read, the sheet two people read differently


def plant_questionnaire(session: TenantSession, by: UUID, at: datetime) -> None:
    """Publishes sixteen questions in one pemda; elsewhere the annex's nine stay."""
    if session.tenant.slug != OWN_QUESTIONS:
        return
    instruments.begin_draft(session)
    for unsur, text, english in ADDED:
        words = words_of(text, AGREES, english, AGREES_EN if english else ())
        instruments.add_question(session, unsur, words)
    instruments.publish(session, "Tujuh pertanyaan tambahan tentang antrean, biaya, dan sikap petugas", by=by, at=at)


def plant_paper(
    session: TenantSession, staff: Staff, period: SurveyPeriod, unsur: Sequence[str], today: date, at: datetime
) -> None:
    """Batches of a running period: waiting, half typed, read apart, ready, counted, and given up."""
    one, other = staff.people["petugas"], staff.people["organisasi"]

    def prepared() -> SurveyBatch:
        return paper.prepare(session, period, SHEETS, by=other, at=at, today=today)

    def typed(batch: SurveyBatch, by: UUID, sheets: int = SHEETS, value: int = 3) -> None:
        paper.take(session, batch, by=by, day=today)
        for number in range(1, sheets + 1):
            entry = _entry(batch, number, unsur, today, value if number == READ_APART else 3)
            paper.type_sheet(session, batch, number, entry, by=by, at=at, day=today)

    prepared()
    begun, apart, ready, counted, lost = (prepared() for _batch in range(5))
    typed(begun, one, 2)
    typed(apart, one)
    typed(apart, other, value=2)
    for batch in (ready, counted):
        typed(batch, one)
        typed(batch, other)
    paper.confirm(session, counted, by=other, at=at, day=today)
    paper.cancel(session, lost, "Kertasnya basah dan tidak terbaca", by=other, at=at)


def _entry(batch: SurveyBatch, number: int, unsur: Sequence[str], today: date, value: int) -> dict:
    if number == UNREAD:
        return {"rusak": "tidak_lengkap"}
    answers = [value if slug == "waktu" else 3 + (number + UNSUR.index(slug)) % 2 for slug in unsur]
    return {
        "day": today.isoformat(), "service": str(batch.services[0]), "band": ("pagi", "siang")[number % 2],
        "sex": ("L", "P")[number % 2], "age": "30_39", "education": "SMA", "occupation": "wirausaha",
        "has_disability": None, "answers": answers,
    }  # fmt: skip
