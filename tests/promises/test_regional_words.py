"""The regional catalogues hold sentences of the rating pages, rightly filled in, and the guide to them is complete."""

import re

import pytest
from babel.messages.pofile import read_po

from tests.promises import wording
from tests.promises.test_words import MESSAGES
from webapp.feedback.ratings.rules import CHOICES, REASONS
from webapp.platform import regional
from webapp.platform.pages import ROOT

GUIDE = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8")
OF_RATINGS = ("templates/feedback/ratings/", "webapp/feedback/ratings/")
ABOUT_ITSELF = "Terjemahan bahasa daerah ini menunggu pemeriksaan penutur asli."
TAGS = pytest.mark.parametrize("tag", sorted(regional.tongues()))


def of_the_rating_pages() -> set[str]:
    found = {text for text, places in MESSAGES.items() if any(place.startswith(OF_RATINGS) for place in places)}
    return found - {ABOUT_ITSELF} | {choice.word for choice in CHOICES} | set(REASONS.values())


def catalogue(tag: str):
    with (regional.CATALOGUES / f"{tag}.po").open("rb") as file:
        return read_po(file)


def test_the_languages_begun_with_are_there():
    assert {"jv", "su", "ms-x-pontianak", "gor"} <= set(regional.tongues())


@TAGS
def test_a_tag_is_valid_and_its_head_says_name_and_check(tag):
    head = regional.tongues()[tag]
    primary, _dash, private = tag.partition("-")
    assert primary.isalpha() and 2 <= len(primary) <= 3
    assert not private or (private.startswith("x-") and max(map(len, private.split("-"))) <= 9)
    assert head.name and head.is_checked in (True, False)


@TAGS
def test_every_sentence_is_one_of_ours_with_the_same_places_and_none_is_unsure(tag):
    sentences = regional.tongues()[tag].sentences
    assert sorted(set(sentences) - set(MESSAGES)) == []
    assert [text for text, own in sentences.items() if wording.differ(text, own)] == []
    assert wording.unsure(catalogue(tag)) == []


@pytest.mark.parametrize("tag", ["jv", "su"])
def test_javanese_and_sundanese_say_every_sentence_of_the_rating_pages(tag):
    assert sorted(of_the_rating_pages() - set(regional.tongues()[tag].sentences)) == []


@TAGS
def test_four_answers_are_told_apart_in_every_language(tag):
    said = [regional.tongues()[tag].sentences.get(choice.word, choice.word) for choice in CHOICES]
    assert len(set(said)) == 4


def test_the_guide_lists_every_sentence_to_check():
    listed = set(re.findall(r"^- `(.+)`$", GUIDE, re.M))
    wanted = {text for tongue in regional.tongues().values() for text in tongue.sentences} | of_the_rating_pages()
    assert sorted(wanted ^ listed) == []
    assert all(f"`{tag}`" in GUIDE for tag in regional.tongues())
