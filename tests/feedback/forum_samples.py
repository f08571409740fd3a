"""A forum that comes and asks, for the laws that open every address."""

from datetime import timedelta
from uuid import uuid4

from tests.world import Place
from webapp.feedback.forums import domain
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

DEEDS = ("show_forum", "create_cancelling", "create_move", "create_decision", "create_minutes", "create_promise",
         "create_step")  # fmt: skip
PUBLIC = ("show", "create_question", "create_support", "download")


def forum_samples(world, place: Place, owner) -> dict[str, dict[str, object]]:
    """For each view of forums, the values of its parameters."""
    now, officer = clock.now(), owner.id
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        starts = now + timedelta(days=5)
        plan = domain.Plan(place.dinas, "Dialog layanan", "Apa yang menyulitkan warga?", starts,
                           starts + timedelta(hours=2), "Aula", "https://rapat.contoh.id/1", 80)  # fmt: skip
        forum = domain.announce(session, plan, by=officer, at=now)
        question = uuid4()
        domain.ask(session, forum, question, "Mengapa antre lama sekali di sini?", [], now.date())
        domain.decide(session, forum, question, "dijawab", "Loket ditambah.", by=officer, at=now)
        slug, forum_id = forum.slug, forum.id
        past = domain.announce(session, plan, by=officer, at=now)
        session.flush()
        past.starts_at, past.ends_at = now - timedelta(days=9), now - timedelta(days=8)
        session.flush()
        domain.publish_minutes(session, past, "Hadir 40 warga dan lima pejabat.", by=officer, at=now)
        domain.promise(session, past, "Menambah kursi di ruang tunggu.", place.dinas, 9, by=officer, at=now,
                       today=clock.today(place.tenant.timezone))  # fmt: skip
        session.commit()
    of_office = {f"forums.{deed}": {"forum_id": forum_id} for deed in DEEDS}
    return of_office | {f"forum.{view}": {"slug": slug} for view in PUBLIC}
