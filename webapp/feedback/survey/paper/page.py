"""Paper as pages show it: a batch with its state, a sheet as fields of one digit, and what two typists read apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from webapp.feedback.survey import pages, profile
from webapp.feedback.survey import queries as survey_queries
from webapp.feedback.survey.forms import names_of
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.paper import codes, domain, queries, rules
from webapp.feedback.survey.paper.models import SurveyBatch
from webapp.feedback.survey.refusals import REFUSALS
from webapp.people.published import OpdPlace, opd_places, person_names
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _

TITLES = {
    "tanggal": "Tanggal",
    "jam": "Jam survei",
    "layanan": "Layanan",
    "kelamin": "Jenis kelamin",
    "usia": "Usia",
    "pendidikan": "Pendidikan terakhir",
    "pekerjaan": "Pekerjaan",
    "disabilitas": "Penyandang disabilitas",
}
BAND_WORDS = {"pagi": "Pagi (08.00–12.00)", "siang": "Siang (13.00–17.00)"}
DISABILITY_WORDS = {"1": "Ya", "2": "Tidak", "0": "Tidak dijawab"}
CIRCLES = 20  # from ① on
WORDS = {
    "jam": BAND_WORDS, "kelamin": profile.SEX_WORDS, "usia": profile.AGE_WORDS,
    "pendidikan": profile.EDUCATION_WORDS, "pekerjaan": profile.OCCUPATION_WORDS,
}  # fmt: skip


SHORT = 32  # letters of a meaning that stay together


@dataclass(frozen=True)
class Blank:
    """One thing to type: its field, what it asks, and the numbers with what they mean."""

    name: str
    text: str
    options: Sequence[tuple[str, str]]

    @property
    def printed(self) -> str:
        """The numbers in circles with what they mean, as one text: nothing is quicker to lay out. A meaning that fits
        half a line is not broken."""
        said = (f"{_circled(code)}\N{NO-BREAK SPACE}{_unbroken(word)}" for code, word in self.options)
        return "\N{EM SPACE} ".join(said)

    def said(self, code: str) -> str:
        """A number with its meaning."""
        return f"{code} · {dict(self.options)[code]}" if code in dict(self.options) else code


@dataclass(frozen=True)
class Paper:
    """A batch with all that is printed on its sheets."""

    session: TenantSession
    batch: SurveyBatch
    period: SurveyPeriod
    office: OpdPlace

    @cached_property
    def questions(self) -> Sequence[Mapping[str, Any]]:
        return survey_queries.instrument_of(self.session, self.period).questions

    @cached_property
    def names(self) -> list[str]:
        return names_of([each["unsur"] for each in self.questions])

    @cached_property
    def services(self) -> list[tuple[str, str]]:
        """The printed numbers of the services with their names."""
        names = survey_queries.service_names(self.session, self.batch.services)
        return [(str(n), names[each]) for n, each in enumerate(self.batch.services, start=1)]

    @cached_property
    def about(self) -> list[Blank]:
        """Who answered: what stands before the questions, but for the day."""
        traits = {
            field: [(str(n), _(WORDS[field][value])) for n, value in enumerate(values, start=1)]
            for field, _key, values in codes.TRAITS
        }
        options = {"layanan": self.services, **traits, "disabilitas": [(n, _(w)) for n, w in DISABILITY_WORDS.items()]}
        return [Blank(name, _(title), options[name]) for name, title in TITLES.items() if name in options]

    @cached_property
    def asked(self) -> list[Blank]:
        """The questions in the reader's language: whoever prints in English gets an English form, same numbers."""
        return [Blank(each.name, each.text, each.options) for each in pages.in_language(self.names, self.questions)]

    def fields_of(self, entry: rules.Entry) -> dict[str, str]:
        """The numbers of an entry."""
        return codes.typed_of(entry, self.batch.services, self.names)

    def apart(self, typed: rules.Typed, number: int) -> list[dict]:
        """What both typists read differently on a sheet: its title, and what each read."""
        one, other = typed.first[number], typed.second[number]
        if rules.VOID in one or rules.VOID in other:
            return [{"name": "", "title": _("Seluruh lembar"), "first": _whole(one), "second": _whole(other)}]
        read, again = self.fields_of(one), self.fields_of(other)
        day = Blank("tanggal", _(TITLES["tanggal"]), [])
        return [
            {"name": blank.name, "title": blank.text, "first": blank.said(read[blank.name]),
             "second": blank.said(again[blank.name])}
            for blank in (day, *self.about, *self.asked) if read[blank.name] != again[blank.name]
        ]  # fmt: skip


def paper_of(session: TenantSession, batch: SurveyBatch) -> Paper:
    """The batch with its period and office."""
    period = survey_queries.period_by_id(session, batch.period_id)
    return Paper(session, batch, period, opd_places(session)[period.opd_id])


def lines(session: TenantSession, batches: Sequence[SurveyBatch]) -> list[dict]:
    """Batches as a list shows them: whose, their state, and how far the two typings are."""
    periods = {period.id: period for period in survey_queries.periods(session)}
    places, typed = opd_places(session), queries.typed(session, [each.id for each in batches])
    return [
        {"batch": batch, "period": periods[batch.period_id], "office": places[periods[batch.period_id].opd_id],
         **_progress(batch, typed[batch.id])}
        for batch in batches
    ]  # fmt: skip


def page_of(session: TenantSession, paper: Paper, me: UUID, day: date) -> dict:
    """A batch for this person. What is typed is shown to nobody of the surveyed unit, nor before both are done."""
    batch, typed = paper.batch, queries.typed(session, [paper.batch.id])[paper.batch.id]
    why, progress, typing = domain.objection(session, paper.period, me, day), _progress(batch, typed), None
    if why is None:
        typing = domain.typing_of(batch, me)
    may_see = why is None and progress["state"] not in (rules.OPEN, rules.TYPING)
    people = {batch.first_id, batch.second_id, batch.confirmed_by_id, batch.cancelled_by_id, batch.made_by_id}
    looked_up = queries.corrections(session, batch.id)
    names = person_names(session, {each for each in people if each} | {each.by_id for each in looked_up})
    mine = typed.of(typing) if typing else {}
    return {
        "paper": paper, "batch": batch, **progress, "objection": _(REFUSALS[why]) if why else None,
        "typing": typing, "names": names, "mine": sorted(mine), "next": rules.next_sheet(list(mine), batch.sheets),
        "may_take": why is None and typing is None and not batch.second_id,
        "different": [{"number": n, "apart": paper.apart(typed, n)} for n in typed.differing()] if may_see else [],
        "corrections": looked_up if may_see else [],
        "counts": len(rules.counting(typed.settled())) if may_see else None,
    }  # fmt: skip


def _progress(batch: SurveyBatch, typed: rules.Typed) -> dict:
    state = domain.state_of(batch, typed)
    return {"state": state, "state_word": _(rules.STATE_WORDS[state]), "done": (len(typed.first), len(typed.second))}


def _unbroken(word: str) -> str:
    return word.replace(" ", "\N{NO-BREAK SPACE}") if len(word) <= SHORT else word


def _circled(code: str) -> str:
    """The number in a circle; in brackets where there is no such letter."""
    number = int(code)
    return chr(ord("①") + number - 1) if 1 <= number <= CIRCLES else ("⓪" if number == 0 else f"({code})")


def _whole(entry: rules.Entry) -> str:
    return _(rules.VOID_WORDS[entry[rules.VOID]]) if rules.VOID in entry else _("Terisi lengkap")
