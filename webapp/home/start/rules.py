"""Which step of the first run is done, and which comes next. Pure."""

from dataclasses import dataclass

STEPS = ("identitas", "kantor", "pegawai", "layanan", "poster", "uji")
LEAST_PEOPLE = 2  # the clerk herself is the first


@dataclass(frozen=True)
class Facts:
    """What is there already, samples not counted; `marked`: the steps somebody called done or left out."""

    contacts: int
    offices: int
    people: int
    open_points: int
    has_ratings: bool
    was_printed: bool = False
    marked: frozenset[str] = frozenset()


def done(facts: Facts) -> dict[str, bool]:
    """Each step and whether it is done, in order. What the data show needs no mark."""
    by_data = {
        "identitas": facts.contacts > 0,
        "kantor": facts.offices > 0,
        "pegawai": facts.people >= LEAST_PEOPLE,
        "layanan": facts.open_points > 0,
        "poster": facts.was_printed or facts.has_ratings,
        "uji": facts.has_ratings,
    }
    return {step: by_data[step] or step in facts.marked for step in STEPS}


def next_step(states: dict[str, bool]) -> str | None:
    """The first that is not done; None when all are."""
    return next((step for step, is_done in states.items() if not is_done), None)
