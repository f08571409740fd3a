"""What tests of the survey do again and again: open a period, publish sixteen questions, answer them all."""

from datetime import timedelta

from tests.world import Someone, _person, add
from webapp.feedback.survey.index import UNSUR
from webapp.feedback.survey.instruments import domain as instruments
from webapp.feedback.survey.instruments import queries as drafts
from webapp.feedback.survey.paper import domain as paper
from webapp.people.models import Opd
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

TABLES = ("survey_hold", "survey_hold_decision", "survey_device",
          "survey_sheet", "survey_batch", "survey_draft", "survey_profile", "survey_sum", "survey_pending",
          "survey_response", "survey_period", "survey_instrument")  # fmt: skip
FORM = "/skm/disdukcapil"
DRAFT = "/kelola/survei/kuesioner/draf"
PROFILE = {"kelamin": "P", "usia": "30_39", "pendidikan": "SMA", "pekerjaan": "wirausaha"}
# 2 + 3 + 1 + 3 + 1 + 1 + 3 + 1 + 1 = 16 questions
EXTRA = [
    ("persyaratan", "Apakah persyaratan mudah dipenuhi?"),
    ("prosedur", "Apakah alur pelayanan mudah dipahami?"),
    ("prosedur", "Apakah petunjuk di loket jelas?"),
    ("biaya", "Apakah biaya diumumkan dengan jelas?"),
    ("biaya", "Apakah biaya sama dengan yang diumumkan?"),
    ("perilaku", "Apakah petugas mendengarkan Anda?"),
    ("perilaku", "Apakah petugas melayani tanpa membedakan?"),
]


def fresh(sql) -> None:
    """No survey in either pemda."""
    for table in TABLES:
        sql(f"delete from {table}")


def question(unsur: str | None, text: str) -> dict[str, str]:
    """The form of a question without English."""
    options = {"jawaban_1": "Satu", "jawaban_2": "Dua", "jawaban_3": "Tiga", "jawaban_4": "Empat"}
    return {"teks": text} | options | ({"unsur": unsur} if unsur else {})


def extend(oki) -> None:
    """Publishes a version of sixteen questions."""
    oki.post(DRAFT, {})
    for unsur, text in EXTRA:
        assert oki.post(f"{DRAFT}/pertanyaan", question(unsur, text)).status == 303
    assert oki.post(f"{DRAFT}/terbit", {"catatan": "Enam belas pertanyaan"}).status == 303


def open_period(oki, world, opd=None, days=(0, 30), **fields):
    """Opens a period from and to so many days from today."""
    today = clock.today(world.pontianak.tenant.timezone)
    since, until = (today + timedelta(days=each) for each in days)
    sent = {"unit": str(opd or world.pontianak.dinas), "nama": "Semester 2 tahun 2026", "sejak": since.isoformat(),
            "sampai": until.isoformat(), "pengguna": "220"}  # fmt: skip
    return oki.post("/kelola/survei", sent | fields)


def answers(oki, citizen, value=lambda number: "4") -> dict[str, str]:
    """Every field of the form with an answer, in order."""
    fields = [each["name"] for each in citizen.get(f"{FORM}?bentuk=semua").page.fields if each.get("type") == "radio"]
    asked = [name for name in dict.fromkeys(fields) if name.split("_")[0] in UNSUR]
    return {name: value(number) for number, name in enumerate(asked)}


def whole(citizen, world, given, **changes):
    """Sends everything from one page."""
    key = changes.pop("kunci", None) or citizen.get(f"{FORM}?bentuk=semua").page.hidden["kunci"]
    fixed = {"layanan": str(world.pontianak.service), "kunci": key, "bentuk": "semua", "arah": "kirim"}
    return citizen.post(FORM, given | PROFILE | fixed | changes)


def neighbours(world) -> dict[str, Someone]:
    """Mia, Nia and Ola of another unit than the surveyed one, all of whom may type its paper."""
    place = world.pontianak
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        opd = add(session, Opd(slug="bkpsdm", name="Badan Kepegawaian", short_name="BKPSDM", kind="badan"))
        people = {
            key: _person(session, place.tenant, opd, key, name, ("pegawai", role), "pelaksana")
            for key, name, role in (("mia", "Mia Anjani", "petugas"), ("nia", "Nia Kurnia", "petugas"),
                                    ("ola", "Ola Permata", "organisasi"))
        }  # fmt: skip
        session.commit()
    return people


CODES = {"jam": "1", "layanan": "1", "kelamin": "2", "usia": "3", "pendidikan": "3", "pekerjaan": "5",
         "disabilitas": "0"}  # fmt: skip


def sheet(number: int, value: str = "4", **changes) -> dict[str, str]:
    """A sheet of nine questions as it is typed."""
    day = {"tanggal": clock.today("Asia/Pontianak").isoformat(), "lembar": str(number)}
    return day | CODES | dict.fromkeys(UNSUR, value) | changes


def prepare(oki, period: str, sheets: int = 2) -> str:
    """Prepares a batch; the address of its page."""
    answer = oki.post(f"/kelola/survei/{period}/kertas", {"lembar": str(sheets)})
    assert answer.status == 303, answer.words
    return "/kelola/survei/kertas/" + answer.location.split("#")[0].rsplit("/", 1)[-1]


QUESTION_PAGES = ("edit_question", "update_question", "remove_question")
BATCH_PAGES = ("show_batch", "download_form", "take_batch", "confirm_batch", "cancel_batch", "new_sheet",
               "create_sheet", "new_match", "create_match")  # fmt: skip


def of_surveyform(session, period, owner: Someone) -> dict[str, dict[str, object]]:
    """A draft of the questionnaire and a batch of paper: a sample for each of their pages."""
    now, today = clock.now(), clock.today(owner.tenant.timezone)
    instruments.begin_draft(session)
    batch = paper.prepare(session, period, 2, by=owner.id, at=now, today=today)
    version = {"instrument_id": period.instrument_id}
    a_question = {"question_id": drafts.draft(session)[0].id}
    return (
        dict.fromkeys(("instruments.show_version", "instruments.preview_version"), version)
        | {f"instruments.{view}": a_question for view in QUESTION_PAGES}
        | {f"papers.{view}": {"batch_id": batch.id} for view in BATCH_PAGES}
        | {f"papers.{view}": {"period_id": period.id} for view in ("list_of_period", "create_batch")}
    )
