"""What is public of one office: its index by unsur and over time, its score, and what it does about both."""

from datetime import date
from decimal import Decimal

from webapp.feedback.publication import page, result, series
from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.windows import window
from webapp.feedback.survey.publishing import queries as publications
from webapp.feedback.survey.publishing.page import course_of, unsur_word
from webapp.feedback.survey.publishing.standing import PublishedIkm, latest_ikm
from webapp.feedback.transparency.board import board
from webapp.people.published import OpdPlace, opd_places
from webapp.platform.db import TenantSession

LOWEST, HIGHEST = Decimal(1), Decimal(4)


def unit_page(session: TenantSession, slug: str, today: date) -> dict | None:
    """Everything public of the office at this address; None where nothing is."""
    places = opd_places(session)
    office = next((place for place in places.values() if place.slug == slug), None)
    if office is None:
        return None
    ratings, index = page.public_page(session, slug, places), latest_ikm(session, [office.id]).get(office.id)
    if ratings is None and index is None:
        return None
    return {
        "office": office,
        "ratings": ratings,
        "weeks": _weeks(session, office, today) if ratings else None,
        "index": index,
        "unsur": _unsur(index) if index else [],
        "course": course_of(publications.newest_of_each(session, [office.id])[::-1]),
        "board": board(session, today, {office.id}, places),
    }


def _weeks(session: TenantSession, office: OpdPlace, today: date) -> dict:
    """The score from week to week: the drawing (None without one), and what is seen in a sentence."""
    since, until = window(today)
    told = result.weeks_of(series.periods_of(session, office.id), in_force(session).unit_answers, since, until)
    return {"trend": result.course(told), "about": result.course_in_words(told)}


def _unsur(index: PublishedIkm) -> list[dict]:
    """Each unsur with its mean (1..4), the lowest first: that is where help is needed most."""
    found = [
        {"word": unsur_word(slug), "nrr": nrr, "width": round(100 * float((nrr - LOWEST) / (HIGHEST - LOWEST)), 1)}
        for slug, nrr in index.nrr.items()
    ]
    return sorted(found, key=lambda each: (each["nrr"], each["word"]))

