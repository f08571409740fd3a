"""The review as it looks after some months: messages that name somebody, decisions, contests in each state, a draw."""

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import select

from webapp.demo.people import Staff
from webapp.demo.places.facts import Place
from webapp.demo.plans import find_staff
from webapp.feedback.publication.windows import window
from webapp.feedback.ratings.models import RatingComment
from webapp.feedback.review import audit_page, domain, drawing, queries
from webapp.feedback.review.models import AuditDraw
from webapp.feedback.review.queries import Reviewer
from webapp.people.published import PersonCard, opd_places, own_line, person_card
from webapp.performance.evidence import contests, rules
from webapp.performance.evidence import domain as cards
from webapp.performance.evidence.models import EvidenceCard, EvidenceContest
from webapp.performance.evidence.queries import files
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

PERSONAL = (
    "Pak Joko di loket 2 berbicara kasar kepada ibu saya.",
    "Bu Ratna menyuruh saya kembali besok tanpa alasan.",
    "Mohon hubungi saya di 0812-3456-7890, berkas saya terselip.",
    "NIK saya 6171011203900001 salah ketik di surat.",
)
SAY = sa.text("""
with said as (
insert into rating_comment (tenant_id, id, rating_id, text)
select :tenant, gen_random_uuid(), l.rating_id, (cast(:texts as text[]))[l.place]
from (
  select l.rating_id, row_number() over (order by l.rating_id) as place
  from rating_release l
  join rating r on r.tenant_id = :tenant and r.id = l.rating_id and r.score <= 2
  where l.tenant_id = :tenant and l.week = :week
    and not exists (select from rating_comment c where c.tenant_id = :tenant and c.rating_id = l.rating_id)
) l where l.place <= :n
returning tenant_id, id, rating_id
)
insert into seal_waiting (tenant_id, kind, record_id, day)
select s.tenant_id, 'pesan', s.id, r.day from said s join rating r on r.tenant_id = :tenant and r.id = s.rating_id
""")
SPARED = ("pegawai", "pegawai2", "atasan")  # their own stories are told elsewhere
DECIDED = (
    ("dilepas", "Dua warga serumah memakai gawai yang sama; jaraknya beberapa jam."),
    ("dipertahankan", "Gawai yang sama menilai berulang kali dalam beberapa menit."),
    ("dialihkan_ke_sistem", "Petunjuk di loket menyuruh warga menekan dua kali. Petunjuk itu perlu diganti."),
)
COURSES = ((), ("periksa",), ("periksa", "kecualikan"), ("periksa", "pertahankan"), ("periksa", "alihkan"))
CONTEST = "Pada sebagian masa itu saya ditugaskan di kantor lain; surat tugasnya ada di bagian umum."
MOST = 200  # held groups looked at
FOUND = "Surat tugas dan daftar hadir sudah diperiksa bersama bagian umum."


def plant_words(resources: Resources, tenant: Tenant) -> None:
    """Messages with personal data in the week that was let out last before this one; before they are masked."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        if session.exec(select(RatingComment.id).where(RatingComment.text == PERSONAL[0])).first():
            return
        monday = clock.today(tenant.timezone) - timedelta(days=clock.today(tenant.timezone).weekday() + 7)
        asked = {"tenant": tenant.id, "week": monday, "texts": list(PERSONAL), "n": len(PERSONAL)}
        session.connection().execute(SAY, asked)


def plant_reviews(resources: Resources, tenant: Tenant, place: Place) -> None:
    """Decides, contests and draws by the product's own verbs: all of it, or found to be there."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        if session.exec(select(EvidenceContest.id).where(EvidenceContest.text == CONTEST)).first():
            return
        staff, today = find_staff(session, place), clock.today(tenant.timezone)
        judge = person_card(session, staff.people["verifikator"], today)
        _decide(session, judge)
        _contest(session, staff, judge)
        _draw(session, staff.people["inspektorat"])


def _decide(session: TenantSession, judge: PersonCard) -> None:
    parents = {one.id: one.parent_id for one in opd_places(session).values()}
    who = Reviewer(judge.id, frozenset(own_line(judge.opd_id, parents)))
    since = window(clock.today(session.tenant.timezone))[0]
    groups = [one for one in queries.groups(session, who, since, MOST, 0) if one.doubt == "perangkat_sama"]
    for group, (outcome, reason) in zip(groups, DECIDED, strict=False):
        held = queries.held(session, who, group.point_id, group.day, group.doubt)
        domain.decide(session, who, [held[0].rating_id], outcome, reason, at=clock.now())


def _contest(session: TenantSession, staff: Staff, judge: PersonCard) -> None:
    """One contest for each course, on cards of officers whose story is not told elsewhere."""
    spared = [staff.people[key] for key in SPARED]
    contested = select(EvidenceContest.card_id)
    asked = select(EvidenceCard).where(
        EvidenceCard.person_id.not_in(spared), EvidenceCard.id.not_in(contested)
    ).order_by(EvidenceCard.taken_at, EvidenceCard.id)  # fmt: skip
    for card, course in zip(session.exec(asked).all(), COURSES, strict=False):
        file = files(session, EvidenceCard.id == card.id)[0]
        at = min(clock.now(), card.taken_at + timedelta(days=1))
        contest_id = cards.contest(session, file, by=card.person_id, ground="bukan_transaksi_saya", text=CONTEST, at=at)
        for number, step in enumerate(course, start=1):
            _step(session, contest_id, judge, step, number)


def _step(session: TenantSession, contest_id: UUID, judge: PersonCard, step: str, number: int) -> None:
    session.flush()
    day = clock.today(session.tenant.timezone)
    one = contests.case(session, contest_id, judge, day)
    if one is not None:
        reason = "" if step == rules.EXAMINE else FOUND
        contests.move(session, one, step, by=judge, reason=reason, seen=number, at=clock.now())


def _draw(session: TenantSession, inspector: UUID) -> None:
    month = drawing.month_due(clock.today(session.tenant.timezone))
    row: AuditDraw | None = drawing.draw(session, month, clock.now())
    if row is None:
        return
    session.flush()
    items, _left_out = audit_page.drawn(session, row.id, set())
    for item, outcome in zip(items, ("sesuai", "perlu_ditinjau"), strict=False):
        drawing.find(session, item, outcome, "Tanda perangkat dan waktunya dibandingkan dengan perlakuannya.",
                     by=inspector, at=clock.now())  # fmt: skip
