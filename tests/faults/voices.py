"""Citizens who answer the survey and report, each trying again with the same form until she is thanked."""

import hmac
import json
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlencode
from uuid import UUID, uuid4

from bench.stack import Stack
from tests.faults.citizens import Answer, Crowd, ask
from tests.faults.counting import one
from tests.feedback.devices import make_device
from tests.feedback.inviting import invite
from webapp.feedback.complaints.codes import Codes
from webapp.feedback.devices.queries import device_of
from webapp.feedback.kiosks.domain import queue_key
from webapp.feedback.kiosks.rules import signed_batch, signed_text
from webapp.feedback.survey import counting, domain
from webapp.feedback.survey.index import UNSUR
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.tenancy import serving

WHO = {"kelamin": "P", "usia": "30_39", "pendidikan": "SMA", "pekerjaan": "swasta"}
REPORT = {"jenis": "pengaduan", "judul": "Antrean pencetakan lama", "tampil": "anonim",
          "isi": "Saya menunggu lima jam di loket satu dan tidak ada kursi."}  # fmt: skip
REPORTED = "select count(*) from complaint where id = any(%s)"
ANSWERED = "select count(*) from survey_response where id = any(%s)"


def open_survey(stack: Stack) -> UUID:
    """A period of the dinas that runs now; its id."""
    place = stack.world.pontianak
    today = clock.today(place.tenant.timezone)
    with serving(place.tenant), unit_of_work(stack.resources.engine) as session:
        return domain.open_period(session, place.dinas, "Semester ini", today, today + timedelta(days=30), 220,
                                  by=place.oki.id, at=clock.now(), today=today).id  # fmt: skip


@dataclass
class Voices(Crowd):
    """Every other one answers the survey of this period, the others report; each sends once more after the thanks."""

    period: UUID | None = None
    responses: list[UUID] = field(default_factory=list)
    reports: list[UUID] = field(default_factory=list)

    def _rate(self, number: int) -> None:
        speak = self._answer if number % 2 else self._report
        while not self._leave.is_set():
            speak(number)
            self.receipts.append("")

    def _answer(self, number: int) -> None:
        place = self.stack.world.pontianak
        page, _sent = self._send(f"/{place.tenant.slug}/skm/disdukcapil", "?bentuk=semua", answers(place, number))
        keys, now = self.stack.keys(), clock.now().timestamp()
        self.responses.append(keys.read(place.tenant.id, self.period, page.key, now).rating_id)

    def _report(self, _number: int) -> None:
        tenant = self.stack.world.pontianak.tenant
        _page, sent = self._send(f"/{tenant.slug}/pengaduan/baru", "", REPORT)
        code = sent.headers["location"].split("/")[-2]
        self.reports.append(Codes(self.stack.resources.keys).find(tenant.id, code).complaint_id)

    def _send(self, path: str, query: str, given: dict[str, str]) -> tuple[Answer, Answer]:
        """The form she got and the thanks, which were the same both times."""
        page = self._until(200, lambda: ask(self.stack.port, "GET", path + query))
        self.forms += 1
        body = urlencode(given | {"kunci": page.key})
        thanks = [self._until(303, lambda: ask(self.stack.port, "POST", path, body)) for _twice in range(2)]
        assert thanks[0].headers["location"] == thanks[1].headers["location"]
        return page, thanks[0]


def answers(place, number: int) -> dict[str, str]:
    """A whole form of the survey."""
    fixed = {"layanan": str(place.service), "bentuk": "semua", "arah": "kirim"}
    return {slug: str(1 + (number + at) % 4) for at, slug in enumerate(UNSUR)} | WHO | fixed


def acknowledged(stack: Stack, voices: Voices) -> bool:
    """Whether everything that was thanked for is there."""
    assert len(set(voices.responses)) == len(voices.responses) and len(set(voices.reports)) == len(voices.reports)
    return (one(stack, ANSWERED, voices.responses), one(stack, REPORTED, voices.reports)) == (
        len(voices.responses), len(voices.reports),
    )  # fmt: skip


def uncounted(stack: Stack) -> int:
    """Responses that are still to be counted."""
    return one(stack, "select count(*) from survey_pending")


def survey_differences(stack: Stack) -> list:
    """Sums that do not say what the answers say."""
    with serving(stack.world.pontianak.tenant), TenantSession(stack.resources.engine) as session:
        return counting.differences(session)


def report(stack: Stack, **more: str) -> UUID:
    """A report sent once; its id."""
    tenant = stack.world.pontianak.tenant
    path = f"/{tenant.slug}/pengaduan/baru"
    body = urlencode(REPORT | {"kunci": ask(stack.port, "GET", path).key} | more)
    sent = ask(stack.port, "POST", path, body)
    assert sent.status == 303, sent.body[-300:]
    return Codes(stack.resources.keys).find(tenant.id, sent.headers["location"].split("/")[-2]).complaint_id


def like_an_application(stack: Stack) -> SimpleNamespace:
    """What the helpers of other tests look up in an application."""
    return SimpleNamespace(config={"RESOURCES": stack.resources})


def invited(stack: Stack, reference: str) -> str:
    """The path of an invitation for a finished visit."""
    place = stack.world.pontianak
    return f"/{place.tenant.slug}/k/{invite(like_an_application(stack), place, reference)}"


@dataclass
class Tablet:
    """A kiosk that is registered and keeps its taps."""

    stack: Stack

    def __post_init__(self) -> None:
        place, resources = self.stack.world.pontianak, self.stack.resources
        self.device_id, _key = make_device(like_an_application(self.stack), place, place.oki)
        with serving(place.tenant), unit_of_work(resources.engine) as session:
            self.key = queue_key(resources.keys, device_of(session, self.device_id))

    def tap(self, score: int) -> dict[str, object]:
        """A tap of this minute, signed."""
        tap_id, minute = uuid4(), int(clock.now().timestamp()) // 60
        found = {"id": str(tap_id), "perangkat": str(self.device_id), "menit": minute, "nilai": score}
        return found | {"tanda": self._signed(signed_text(self.device_id, tap_id, minute, score))}

    def sync(self, taps: list[dict[str, object]]) -> Answer:
        """Sends these taps."""
        now = int(clock.now().timestamp() * 1000)
        facts = {"perangkat": str(self.device_id), "jam": now, "antrean": 0, "ketukan": taps,
                 "tanda": self._signed(signed_batch(self.device_id, now, 0))}  # fmt: skip
        slug = self.stack.world.pontianak.tenant.slug
        return ask(self.stack.port, "POST", f"/{slug}/kiosk/kirim", json.dumps(facts))

    def _signed(self, text: bytes) -> str:
        return hmac.digest(self.key, text, "sha256").hex()
