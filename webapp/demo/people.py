"""OPD, posts and the people in them, with what changed: a head retired, a neighbour stood in, a new one came."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from webapp.demo.moments import Story
from webapp.demo.places.facts import Place
from webapp.demo.posts import ACCOUNTS, ELECTED, HEAD, OWN_ROLE, POSTS, PPPK, Post
from webapp.people.models import Account, Jabatan, Nip, Opd, Person, Placement, RoleGrant, Superior
from webapp.people.rules import read_nip
from webapp.people.words import remember_words
from webapp.platform.db import TenantSession

RETIRED, SUCCEEDED = 150, 90  # days ago: the head of office b left; his successor came
JOINED_LATELY = "pegawai2"


@dataclass(frozen=True)
class Staff:
    """Who is where: ids of OPD and people by their keys."""

    opds: dict[str, UUID]
    people: dict[str, UUID]


def plant_people(
    session: TenantSession, place: Place, story: Story, password_hash: str, chance: random.Random
) -> Staff:
    """Adds the OPD tree, the posts and everybody in them. The caller commits."""
    opds = _plant_opds(session, place)
    people = _plant_persons(session, place, story, chance)
    staff = Staff(opds, people)
    superiors = _superiors(place)
    _add(session, [*_placements(session, place, story, staff), *_leaders(staff, superiors, story)])
    _add(session, _roles(people, superiors, story))
    _add(session, [Account(person_id=people[key], name=f"{key}@{place.pemda.slug}.demo", password_hash=password_hash)
                   for key in ACCOUNTS])  # fmt: skip
    return staff


def _plant_opds(session: TenantSession, place: Place) -> dict[str, UUID]:
    ids: dict[str, UUID] = {}
    for facts in place.opds:
        opd = Opd(parent_id=ids.get(facts.parent), slug=facts.slug, name=facts.name, short_name=facts.short_name,
                  kind=facts.kind)  # fmt: skip
        ids[facts.key] = opd.id
        _add(session, [opd])
    return ids


def _plant_persons(session: TenantSession, place: Place, story: Story, chance: random.Random) -> dict[str, UUID]:
    people, nips = {}, []
    for serial, (post, (sex, name)) in enumerate(zip(POSTS, place.names, strict=True), start=1):
        left = story.days_ago(RETIRED) if post.key == "old_b" else None
        people[post.key] = Person(name=name, kind=post.status, left_on=left)
        if post.status != ELECTED:
            number, since = _nip(post, sex, serial, story, chance), _since(post, story)
            nips.append(Nip(person_id=people[post.key].id, nip=number, kind=post.status, valid_from=since))
    _add(session, list(people.values()))
    _add(session, nips)
    remember_words(session, [person.id for person in people.values()])
    return {key: person.id for key, person in people.items()}


def _nip(post: Post, sex: str, serial: int, story: Story, chance: random.Random) -> str:
    """A NIP as the rules read it: birth, appointment (PPPK: year and kind of contract), sex, serial number."""
    senior = post.title == HEAD or post.jenjang in ("Ahli Muda", "Ahli Madya")
    born = date(chance.randint(1968, 1978) if senior else chance.randint(1984, 1997), 1, 1)
    born += timedelta(days=chance.randrange(365))
    if post.key == "old_b":
        born = born.replace(year=story.today.year - 58, day=min(born.day, 28))
    if post.status == PPPK:
        appointed = f"{story.year if post.key == JOINED_LATELY else story.began.year}21"
    else:
        year = min(born.year + chance.randint(23, 27), story.began.year - 1)
        appointed = f"{year}{chance.choice(('03', '04', '12'))}"
    return read_nip(f"{born:%Y%m%d}{appointed}{1 if sex == 'L' else 2}{serial:03d}", post.status).nip


def _since(post: Post, story: Story) -> date:
    return date(story.year, 1, 1) if post.key == JOINED_LATELY else story.began


def _placements(session: TenantSession, place: Place, story: Story, staff: Staff) -> list[Placement]:
    """Everybody's post, and the chair of office b: its head retired, that of office a stood in, a new one came."""
    heads = {opd.key: opd.head for opd in place.opds}
    kinds = {opd.key: opd.kind for opd in place.opds}
    posts: dict[str, Jabatan] = {}
    for post in POSTS[:-1]:
        title = heads[post.opd] if post.title == HEAD else place.titles.get(post.title, post.title)
        kind = "administrator" if kinds[post.opd] == "kecamatan" and post.title == HEAD else post.kind
        posts[post.key] = Jabatan(opd_id=staff.opds[post.opd], name=title, kind=kind, jenjang=post.jenjang,
                                  leads=post.title == HEAD or post.kind in ("administrator", "pengawas"))  # fmt: skip
    earlier = Jabatan(opd_id=staff.opds["a"], name="Sekretaris " + heads["a"].removeprefix("Kepala "), kind="pengawas")
    _add(session, [*posts.values(), earlier])
    left, came = story.days_ago(RETIRED), story.days_ago(SUCCEEDED)
    rows = [Placement(person_id=staff.people[key], jabatan_id=posts[key].id, valid_from=_since(post, story))
            for post in POSTS[:-1] if (key := post.key) != "kepala_b"]  # fmt: skip
    chair, day = posts["kepala_b"].id, timedelta(days=1)
    return [
        *rows,
        Placement(person_id=staff.people["old_b"], jabatan_id=chair, valid_from=story.began, valid_to=left),
        Placement(person_id=staff.people["kepala_a"], jabatan_id=chair, basis="plt", valid_from=left + day,
                  valid_to=came - day),
        Placement(person_id=staff.people["kepala_b"], jabatan_id=earlier.id, valid_from=story.began,
                  valid_to=came - day),
        Placement(person_id=staff.people["kepala_b"], jabatan_id=chair, valid_from=came),
    ]  # fmt: skip


def _superiors(place: Place) -> dict[str, str]:
    """Who appraises whom: the head of one's OPD; for heads, the head of the OPD above or the region's secretary."""
    heads = {post.opd: post.key for post in POSTS[:-1] if post.title == HEAD}
    parents = {opd.key: opd.parent for opd in place.opds}
    found = {"sekda": "kepala"}
    for post in POSTS[:-1]:
        if post.key in found or post.key == "kepala":
            continue
        above = parents[post.opd] if post.title == HEAD else post.opd
        found[post.key] = post.superior or ("sekda" if above == "root" else heads[above])
    return found


def _leaders(staff: Staff, superiors: dict[str, str], story: Story) -> list[Superior]:
    people, day = staff.people, timedelta(days=1)
    left, came = story.days_ago(RETIRED), story.days_ago(SUCCEEDED)
    since = {post.key: _since(post, story) for post in POSTS}
    rows = [Superior(person_id=people[key], superior_id=people[leader], valid_from=since[key])
            for key, leader in superiors.items() if leader != "kepala_b"]  # fmt: skip
    for key in ("b1", "b2"):
        for leader, first, last in (
            ("old_b", story.began, left), ("kepala_a", left + day, came - day), ("kepala_b", came, None),
        ):  # fmt: skip
            rows.append(Superior(person_id=people[key], superior_id=people[leader], valid_from=first, valid_to=last))
    return rows


def _roles(people: dict[str, UUID], superiors: dict[str, str], story: Story) -> list[RoleGrant]:
    leaders = set(superiors.values())
    granted = [(post.key, role) for post in POSTS[:-1] for role, held in (
        ("pegawai", post.status != ELECTED), ("atasan", post.key in leaders), (post.key, post.key in OWN_ROLE),
    ) if held]  # fmt: skip
    return [RoleGrant(person_id=people[key], role=role, valid_from=story.began) for key, role in granted]


def _add(session: TenantSession, rows: list) -> None:
    """Adds and flushes, so that rows that point at them may follow."""
    session.add_all(rows)
    session.flush()
