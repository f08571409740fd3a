"""What the tests of the review are made of: reviewers of another office, and ratings that are held."""

import html
import re
from types import SimpleNamespace
from uuid import UUID

from sqlmodel import Session, select

from tests.client import Browser, forget
from tests.feedback.steps import count, rate
from tests.world import HASH, START, Place, Someone, add
from webapp.feedback.ratings.models import Rating, RatingComment
from webapp.feedback.review.models import AuditDraw, AuditItem, MaskedComment, ReviewDecision
from webapp.people.models import Account, Jabatan, Opd, Person, Placement, RoleGrant
from webapp.performance.evidence.models import EvidenceContest, EvidenceContestStep
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving


def appoint(
    world, place: Place, key: str, name: str, role: str, opd: str = "inspektorat", kind: str = "pns"
) -> Someone:
    """Somebody with this role at an office that stands beside the dinas; the office is made if it is not there."""
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        known = session.exec(select(Account).where(Account.name == f"{key}@{place.tenant.slug}.uji")).first()
        if known:
            return Someone(known.person_id, name, known.name, place.tenant)
        office = _office(session, opd)
        person = add(session, Person(name=name, kind=kind))
        jabatan = add(session, Jabatan(opd_id=office.id, name=f"Jabatan {name}", kind="pelaksana"))
        add(session, Placement(person_id=person.id, jabatan_id=jabatan.id, valid_from=START))
        account = f"{key}@{place.tenant.slug}.uji"
        add(session, Account(person_id=person.id, name=account, password_hash=HASH))
        for each in ("pegawai", role):
            add(session, RoleGrant(person_id=person.id, role=each, valid_from=START))
        session.commit()
        return Someone(person.id, name, account, place.tenant)


def neutral_people(world, place: Place) -> list[Someone]:
    """Who decides about held ratings, who inspects that, and who types paper: of an office of their own."""
    return [appoint(world, place, "peninjau", "Peninjau Netral", "verifikator"),
            appoint(world, place, "pemeriksa", "Pemeriksa Netral", "inspektorat"),
            appoint(world, place, "pengetik", "Pengetik Netral", "petugas")]  # fmt: skip


def neutral(app, rooms_values: dict, place: Place) -> list[Browser]:
    """The same, signed in; the typist has taken a batch."""
    people = neutral_people(SimpleNamespace(resources=app.config["RESOURCES"]), place)
    forget(app)
    return [*(_signed_in(app, who) for who in people[:-1]), take_papers(app, people[-1], rooms_values)]


def take_papers(app, typist: Someone, rooms_values: dict) -> Browser:
    """The typist's browser, after taking the batch of papers there is."""
    browser = _signed_in(app, typist)
    browser.post(f"/kelola/survei/kertas/{rooms_values['papers.new_sheet']['batch_id']}/ambil")
    return browser


def _signed_in(app, who: Someone) -> Browser:
    browser = Browser(app, who.tenant)
    browser.sign_in(who)
    return browser


def look_at_a_group(app, place: Place, visitor: Browser, language: str) -> None:
    """Held ratings of one day, as whoever decides about them sees them."""
    same_device(app, lambda tenant: Browser(app, tenant), place, [4, 4])
    page = visitor.get(f"/kelola/tinjauan?bahasa={language}")
    [address, *_] = re.findall(r'href="[^"]*(/kelola/tinjauan/kelompok[^"]*)"', page.text)
    assert visitor.get(f"{html.unescape(address)}&bahasa={language}").status == 200


def _office(session: Session, slug: str) -> Opd:
    found = session.exec(select(Opd).where(Opd.slug == slug)).first()
    return found or add(session, Opd(slug=slug, name=slug.title(), short_name=slug.title(), kind="dinas"))


def same_device(app, browser, place: Place, scores) -> None:
    """One browser rates again and again: the first counts, the others are held."""
    visitor = browser(tenant=place.tenant)
    for number, score in enumerate(scores):
        rate(visitor, place.counter, score, environ_overrides={"REMOTE_ADDR": f"10.9.{number}.7"})
    count(app, place)


def group_of(sql, place: Place) -> dict[str, str]:
    """The address of the one group there is."""
    day = sql("select distinct r.day from rating_doubt d join rating r on r.id = d.rating_id")[0][0]
    return {"titik": str(place.counter_id), "hari": day.isoformat(), "dugaan": "perangkat_sama"}


def review_samples(world, place: Place, owner: Someone, card_id: UUID) -> dict[str, dict[str, object]]:
    """One decision, message, draw and contest, so that every page of the review has an address."""
    now = clock.now()
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        said = select(RatingComment.rating_id)
        rating = session.exec(select(Rating).where(Rating.id.not_in(said)).limit(1)).one()
        kept = add(session, RatingComment(rating_id=rating.id, text="Bu Contoh kasar."))
        decision = add(session, ReviewDecision(
            point_id=rating.point_id, day=rating.day, doubt="perangkat_sama", outcome="dipertahankan",
            reason="Contoh alasan.", n=1, by_id=owner.id, at=now,
        ))  # fmt: skip
        message = add(session, MaskedComment(
            comment_id=kept.id, opd_id=place.dinas, week=rating.day, text="Bu [nama petugas] kasar.", version="1",
            route="verifikator",
        ))  # fmt: skip
        draw = add(session, AuditDraw(month=START, published="-", seed="-", ratings=1, decisions=0, at=now))
        item = add(session, AuditItem(draw_id=draw.id, rating_id=rating.id, rank="-"))
        contest = add(session, EvidenceContest(
            card_id=card_id, person_id=owner.id, ground="kekeliruan_nyata", text="Contoh.", at=now,
        ))  # fmt: skip
        add(session, EvidenceContestStep(contest_id=contest.id, status="diajukan", actor_id=owner.id, at=now))
        session.commit()
        of_decision, of_item, of_contest = (
            {"decision_id": decision.id}, {"item_id": item.id}, {"contest_id": contest.id},
        )  # fmt: skip
        return {
            "review.show_decision": of_decision,
            "review.create_reversal": of_decision,
            "review.show_message": {"message_id": message.id},
            "review.pass_on": {"message_id": message.id},
            "sampling.show_draw": {"draw_id": draw.id},
            "sampling.show_item": of_item,
            "sampling.create_finding": of_item,
            "contests.show_contest": of_contest,
            "contests.create_step": of_contest,
        }


def held_ids(sql) -> list[UUID]:
    """The ratings that are held."""
    return [row[0] for row in sql("select rating_id from rating_doubt where not lifted order by rating_id")]
