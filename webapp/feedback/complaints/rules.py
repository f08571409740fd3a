"""Pure: what may happen to a complaint, who may do it, and what it needs. One table says all of it.

`step_for` is asked before every change and `available` by every page that draws buttons, so that what is offered and
what is done can never differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

KINDS = ("pengaduan", "aspirasi", "informasi")
ELSEWHERE = ("pengadilan", "pidana")  # kinds that are not handled here: who asks is told where to go
VISIBILITIES = ("terbuka", "anonim", "rahasia")
STATES = ("diterima", "diteruskan", "diproses", "dijawab", "disanggah", "ditunda", "ditutup", "diarsipkan")
ENDINGS = ("selesai", "tidak_dapat", "bukan_kewenangan")
CLOSINGS = ("dikonfirmasi", "didiamkan", "tanpa_sepakat", "ditarik")
ARCHIVINGS = ("pengadilan", "pidana", "bukan_pemda", "ganda", "tidak_jelas", "mesin")
HIGHEST = 2  # how often a dispute may lift a case; after that the Ombudsman is next
REMINDERS = 2  # before silence closes anything

CITIZEN, COORDINATOR, UNIT, CLOCK = "warga", "koordinator", "unit", "sistem"
STAFF = frozenset({COORDINATOR, UNIT})
PARTIES = (CITIZEN, COORDINATOR, UNIT, CLOCK)


class Refused(Exception):
    """A step that cannot be. `code` names the sentence: 'state', 'actor', 'subject', 'version', 'needs-…', 'level';
    also: what else it lacks, so that all is told at once."""

    def __init__(self, code: str, action: str, state: str, also: tuple[str, ...] = ()):
        super().__init__(f"{action} in {state}: {code}")
        self.code, self.action, self.state, self.also = code, action, state, also


@dataclass(frozen=True)
class Rule:
    """Where an action leads from a state ('' : back to where the pause began), who may, and what must come along."""

    to: str
    who: frozenset[str]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Actor:
    """Who acts. units: the OPD a petugas or inspector answers for; sees_all: a coordinator of the whole pemda."""

    person_id: UUID | None = None
    units: frozenset[UUID] = frozenset()
    sees_all: bool = False
    is_clock: bool = False


THE_CITIZEN, THE_CLOCK = Actor(), Actor(is_clock=True)


@dataclass(frozen=True)
class Facts:
    """What a step is judged by. barred: the person complained about and all in whose line she decides."""

    state: str
    unit_id: UUID | None = None
    level: int = 0
    resume: str | None = None
    barred: frozenset[UUID] = frozenset()
    disputed_id: UUID | None = None  # who gave the answer that was disputed
    reminders: int = 0
    is_late: bool = False  # the citizen's days to react are over


def _by(*who: str) -> frozenset[str]:
    return frozenset(who)


COORDINATION, HANDLING, HERS = _by(COORDINATOR), STAFF, _by(CITIZEN)
TABLE: Mapping[tuple[str, str], Rule] = {
    ("diterima", "teruskan"): Rule("diteruskan", COORDINATION, ("unit",)),
    ("diterima", "arsipkan"): Rule("diarsipkan", COORDINATION, ("archiving", "reason")),
    ("diteruskan", "arsipkan"): Rule("diarsipkan", COORDINATION, ("archiving", "reason")),
    ("diarsipkan", "buka"): Rule("diterima", COORDINATION, ("reason",)),
    ("diteruskan", "kembalikan"): Rule("diterima", HANDLING, ("reason",)),
    ("diproses", "kembalikan"): Rule("diterima", HANDLING, ("reason",)),
    ("diteruskan", "alihkan"): Rule("diteruskan", COORDINATION, ("unit", "reason")),
    ("diproses", "alihkan"): Rule("diteruskan", COORDINATION, ("unit", "reason")),
    ("disanggah", "alihkan"): Rule("disanggah", COORDINATION, ("unit", "reason")),
    ("diteruskan", "mulai"): Rule("diproses", HANDLING),
    ("disanggah", "mulai"): Rule("diproses", HANDLING),
    ("diteruskan", "jawab"): Rule("dijawab", HANDLING, ("ending", "text")),
    ("diproses", "jawab"): Rule("dijawab", HANDLING, ("ending", "text")),
    ("disanggah", "jawab"): Rule("dijawab", HANDLING, ("ending", "text")),
    ("diteruskan", "tunda"): Rule("ditunda", HANDLING, ("reason",)),
    ("diproses", "tunda"): Rule("ditunda", HANDLING, ("reason",)),
    ("disanggah", "tunda"): Rule("ditunda", HANDLING, ("reason",)),
    ("ditunda", "lanjutkan"): Rule("", HANDLING | HERS),
    ("dijawab", "konfirmasi"): Rule("ditutup", HERS),
    ("dijawab", "sanggah"): Rule("disanggah", HERS, ("reason",)),
    ("diarsipkan", "sanggah"): Rule("disanggah", HERS, ("reason",)),
    ("dijawab", "tolak"): Rule("ditutup", HERS, ("reason",)),
    ("dijawab", "diamkan"): Rule("ditutup", _by(CLOCK)),
    **{(state, "tarik"): Rule("ditutup", HERS) for state in STATES if state not in ("ditutup", "diarsipkan")},
}
ACTIONS = tuple(dict.fromkeys(action for _state, action in TABLE))
CLOSING_OF = {"konfirmasi": "dikonfirmasi", "diamkan": "didiamkan", "tolak": "tanpa_sepakat", "tarik": "ditarik"}


def parts_of(facts: Facts, actor: Actor) -> set[str]:
    """In which parts this actor may touch this case. The tracking code is the citizen's proof; nobody else is one."""
    if actor.is_clock:
        return {CLOCK}
    if actor.person_id is None:
        return {CITIZEN}
    if actor.person_id in facts.barred:
        return set()
    found = {COORDINATOR} if actor.sees_all else set()
    return found | ({UNIT} if facts.unit_id in actor.units else set())


def step_for(facts: Facts, action: str, actor: Actor, given: Mapping[str, object]) -> Rule:
    """The rule of this step, its goal filled in. Raises Refused; changes nothing."""
    rule = _rule(facts, action, actor)
    lacking = [need for need in rule.needs if not given.get(need)]
    if given.get("ending") == "bukan_kewenangan" and not given.get("passed_to"):
        lacking.append("passed_to")
    if given.get("archiving") == "ganda" and not given.get("same_as"):
        lacking.append("same_as")
    if lacking:
        first, *others = (f"needs-{need}" for need in lacking)
        raise Refused(first, action, facts.state, tuple(others))
    return rule if rule.to else Rule(facts.resume or "diproses", rule.who, rule.needs)


def available(facts: Facts, actor: Actor) -> list[str]:
    """The actions to offer this actor now, in the order of the table."""
    return [action for action in ACTIONS if _is_possible(facts, action, actor)]


def _is_possible(facts: Facts, action: str, actor: Actor) -> bool:
    try:
        _rule(facts, action, actor)
    except Refused:
        return False
    return True


def _rule(facts: Facts, action: str, actor: Actor) -> Rule:
    rule = TABLE.get((facts.state, action))
    if actor.person_id and actor.person_id in facts.barred:
        raise Refused("subject", action, facts.state)
    if rule is None:
        raise Refused("state", action, facts.state)
    if not rule.who & parts_of(facts, actor):
        raise Refused("actor", action, facts.state)
    if actor.person_id and actor.person_id == facts.disputed_id:
        raise Refused("disputed", action, facts.state)
    if action == "sanggah" and facts.level >= HIGHEST:
        raise Refused("level", action, facts.state)
    if action == "tolak" and facts.level < HIGHEST:
        raise Refused("not-yet", action, facts.state)
    if action == "diamkan" and not (facts.is_late and facts.reminders >= REMINDERS):
        raise Refused("too-early", action, facts.state)
    return rule


def is_end(state: str) -> bool:
    """Whether nothing more is owed to the citizen by the office."""
    return state in ("ditutup", "diarsipkan")


def destination(
    wanted: UUID | None, parents: Mapping[UUID, UUID | None], barred: frozenset[UUID], inspectors: tuple[UUID, ...]
) -> UUID | None:
    """The unit a case goes to: the wanted one, or the first above it where the person complained about has no say,
    else the first inspectorate, else None: the coordinator keeps it.
    """
    step, seen = wanted, set()
    while step is not None and step in barred and step not in seen:
        seen.add(step)
        step = parents.get(step)
    if step is not None and step not in barred:
        return step
    return next((unit for unit in inspectors if unit not in barred), None)


def above(
    unit: UUID | None, level: int, parents: Mapping[UUID, UUID | None], barred: frozenset[UUID],
    inspectors: tuple[UUID, ...],
) -> UUID | None:  # fmt: skip
    """Who handles a disputed case: the unit above, at the last level the inspectorate."""
    parent = parents.get(unit) if unit and level < HIGHEST else None
    if parent is None:
        return next((each for each in inspectors if each not in barred), None)
    return destination(parent, parents, barred, inspectors)


def reference(complaint_id: UUID) -> str:
    """How staff call a case among themselves, e.g. 7F3A-91C2. It opens nothing."""
    text = complaint_id.hex[-8:].upper()
    return f"{text[:4]}-{text[4:]}"
