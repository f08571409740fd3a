"""Two steps on one SKP at the same moment: one wins, and the other is told where the SKP stands now."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from flask import request
from sqlmodel import select

from tests.performance.making import inside, make_skp
from webapp.performance.plans import domain, lines
from webapp.performance.plans.models import Skp, SkpTransition
from webapp.performance.plans.rules import ALREADY

WON = 303
AGREED, RETURNED = ALREADY["disepakati"], ALREADY["klarifikasi"]


@pytest.fixture
def together(monkeypatch):
    """`with together():` both have looked and found the step possible before either locks the SKP; `slower`, the
    end of an address, lets the other be first."""
    claim = domain.claim

    @contextmanager
    def both_have_looked(slower: str | None):
        door = threading.Barrier(2, timeout=5)

        def claim_together(*arguments) -> None:
            door.wait()
            time.sleep(0.3 if slower and request.path.endswith(slower) else 0)
            claim(*arguments)

        with monkeypatch.context() as patch:
            patch.setattr(domain, "claim", claim_together)
            patch.setattr(lines, "claim", claim_together)
            yield

    return both_have_looked


@pytest.fixture
def race(browser, world, together):
    """race(skp, (who, address below /kinerja, fields), …): the answers, in that order."""

    def run(skp, *presses, slower=None):
        version = {"versi": now(world, skp).version}
        waiting = [(browser(getattr(world.pontianak, who)), address, fields) for who, address, fields in presses]
        with together(slower), ThreadPoolExecutor(len(presses)) as pool:
            return list(pool.map(lambda one: one[0].post(f"/kinerja/{one[1]}", version | one[2]), waiting))

    return run


def now(world, skp) -> Skp:
    with inside(world, world.pontianak.sari) as session:
        return session.exec(select(Skp).where(Skp.id == skp.id)).one()


def history(world, skp) -> list[str]:
    with inside(world, world.pontianak.sari) as session:
        steps = select(SkpTransition.action).where(SkpTransition.skp_id == skp.id).order_by(SkpTransition.version)
        return list(session.exec(steps))


def asking(skp) -> dict:
    return {"baris": [str(skp.rhk_ids[0])], "catatan": ["Mohon diperjelas."]}


@pytest.mark.parametrize("slower", [None, "kesepakatan", "klarifikasi"])
def test_agreement_and_clarification_at_once(race, world, slower):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    agree, ask = f"skp/{skp.id}/kesepakatan", f"skp/{skp.id}/klarifikasi"
    agreement, return_ = race(skp, ("budi", agree, {}), ("budi", ask, asking(skp)), slower=slower)
    assert sorted([agreement.status, return_.status]) == [WON, 409]
    if agreement.status == WON:
        assert AGREED in return_.words and history(world, skp) == ["ajukan", "setujui"]
    else:
        assert RETURNED in agreement.words and history(world, skp) == ["ajukan", "minta_klarifikasi"]


@pytest.mark.parametrize("slower", [None, "kesepakatan", "penarikan"])
def test_agreement_and_withdrawal_at_once(race, world, slower):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    agree, withdraw = f"skp/{skp.id}/kesepakatan", f"skp/{skp.id}/penarikan"
    agreement, withdrawal = race(skp, ("budi", agree, {}), ("sari", withdraw, {}), slower=slower)
    if agreement.status == WON:
        assert withdrawal.status == 409 and AGREED in withdrawal.words
        assert now(world, skp).status == "disepakati"
    else:  # to the superior a draft is not there
        assert agreement.status == 404 and withdrawal.status == WON
        assert now(world, skp).status == "draf"


def test_the_same_step_twice_at_once(race, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    answers = race(skp, ("budi", f"skp/{skp.id}/kesepakatan", {}), ("budi", f"skp/{skp.id}/kesepakatan", {}))
    assert sorted(answer.status for answer in answers) == [WON, 409]
    (second,) = (answer for answer in answers if answer.status == 409)
    assert AGREED in second.words and history(world, skp) == ["ajukan", "setujui"]


def test_submission_and_a_change_of_its_content_at_once(race, world):
    skp = make_skp(world, world.pontianak.sari)
    text = "Diganti di saat terakhir"
    change = ("sari", f"rhk/{skp.rhk_ids[0]}", {"jenis": "utama", "teks": text})
    submission, change = race(skp, ("sari", f"skp/{skp.id}/pengajuan", {}), change)
    assert sorted([submission.status, change.status]) == [WON, 409]
    with inside(world, world.pontianak.sari) as session:
        found = session.exec(select(lines.Rhk.text).where(lines.Rhk.id == skp.rhk_ids[0])).one()
    assert (found == text) is (change.status == WON)
    assert (now(world, skp).status == "diajukan") is (submission.status == WON)
