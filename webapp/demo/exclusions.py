"""A contest that was upheld between two rounds of cards: the later card is without the days it named."""

from datetime import timedelta

from webapp.demo.moments import CARDS_AGO, Story
from webapp.demo.people import Staff
from webapp.people.published import person_card
from webapp.performance.evidence import contests, queries, rules
from webapp.performance.evidence import domain as cards
from webapp.platform.db import TenantSession

OWNER = "o2"
CONTESTED, DECIDED = 2, 9  # days after the card
FIRST, LAST = 12, 6  # the days, counted back from the end of the card's time
TEXT = "Pada pekan itu saya mengikuti pelatihan, dan loket saya dilayani petugas lain."
FOUND = "Surat tugas pelatihan dan daftar hadir sesuai. Pelayanan pekan itu bukan pelayanan pegawai ini."
TEN = 10 * 60


def plant_exclusion(session: TenantSession, staff: Staff, story: Story) -> None:
    """Contests and decides her own card of the first round, if there was one."""
    found = queries.newest_cards(session, staff.people[OWNER])
    file = next((one for one in found if one.card.binding == "own"), None)
    if file is None:
        return
    day = story.days_ago(CARDS_AGO[0] - DECIDED)
    asked = story.at(story.days_ago(CARDS_AGO[0] - CONTESTED), TEN)
    owner = file.card.person_id
    contest_id = cards.contest(session, file, by=owner, ground="bukan_transaksi_saya", text=TEXT, at=asked)
    judge = person_card(session, staff.people["verifikator"], day)
    days = {"since": file.card.until - timedelta(days=FIRST), "until": file.card.until - timedelta(days=LAST)}
    for number, step in enumerate((rules.EXAMINE, "kecualikan"), start=1):
        session.flush()
        one = contests.case(session, contest_id, judge, day)
        reason = "" if step == rules.EXAMINE else FOUND
        contests.move(session, one, step, by=judge, reason=reason, seen=number, at=story.at(day, TEN), **days)
