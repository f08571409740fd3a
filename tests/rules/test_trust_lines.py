import io
import json
import os
import random
import subprocess
import sys
import time

import pytest

from tests.rules.trust_ratings import a_pemda
from webapp.feedback.trust.score_lines import main

GOOD = {
    "officer": "ani",
    "unit": "dukcapil",
    "service": "ktp",
    "channel": "token",
    "device": "d1",
    "prefix": None,
    "week": 3,
    "minute": 700,
    "stars": 4,
}
KEYS = ["officer", "n", "n_effective", "verified_share", "score", "low", "high", "status", "held", "formula"]


def run(text):
    """Exit status, objects and complaints for this input: text (as UTF-8) or bytes."""
    out, err = io.StringIO(), io.StringIO()
    code = main(io.BytesIO(text.encode() if isinstance(text, str) else text), out, err)
    return code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def line(**changes):
    return json.dumps(GOOD | changes) + "\n"


def lines_of(ratings):
    return "".join(
        line(
            officer=r.officer,
            unit=r.unit,
            service=r.service,
            channel=r.channel,
            device=r.device,
            prefix=r.prefix,
            week=r.moment // 10080,
            minute=r.moment % 10080,
            stars=r.stars,
        )
        for r in ratings
    )


def test_every_officer_gets_one_object_with_these_fields():
    code, scores, err = run(lines_of(a_pemda()))
    assert (code, err) == (0, "")
    assert len(scores) == 12
    assert all(list(score) == KEYS for score in scores)


def test_no_ratings_give_no_scores():
    assert run("") == (0, [], "")
    assert run("\n  \n") == (0, [], "")


def test_held_ratings_are_named_by_the_line_they_stand_on():
    text = "\n" + line(device="x", minute=1) + "\n" + line(device="x", minute=9)
    assert run(text)[1][0]["held"] == [{"line": 4, "reason": "same-device"}]


def test_minutes_within_the_week_and_minutes_from_the_start_give_the_same_scores():
    ratings = a_pemda(officers=4)
    running = "".join(
        line(
            officer=r.officer,
            unit=r.unit,
            service=r.service,
            channel=r.channel,
            device=r.device,
            prefix=r.prefix,
            week=r.moment // 10080,
            minute=r.moment,
            stars=r.stars,
        )
        for r in ratings
    )
    assert run(lines_of(ratings)) == run(running)


def test_an_empty_device_is_an_unknown_device():
    assert run(line(device="") * 2)[1] == run(line(device=None) * 2)[1]


def test_fields_nobody_asked_for_are_left_alone():
    assert run(line(comment="ramah"))[0] == 0


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ("{", "line 1: not valid JSON"),
        ("[1]", "line 1: a rating must be one JSON object"),
        ("[" * 100_000, "line 1: not valid JSON"),
        ('{"stars": ' + "9" * 5000 + "}", "line 1: not valid JSON"),
        ("{}", "line 1: missing officer, unit, service, channel, device, prefix, week, minute, stars"),
        ('{"officer": "a", "officer": "b"}', "line 1: a field is given twice"),
        (line(stars=5), "line 1: stars must be a whole number from 1 to 4, not 5"),
        (line(stars=0), "line 1: stars must be a whole number from 1 to 4, not 0"),
        (line(stars="4"), 'line 1: stars must be a whole number from 1 to 4, not "4"'),
        (line(stars=True), "line 1: stars must be a whole number from 1 to 4, not true"),
        (line(stars=3.0), "line 1: stars must be a whole number from 1 to 4, not 3.0"),
        (line(stars=None), "line 1: stars must be a whole number from 1 to 4, not null"),
        (line(week=-1), "line 1: week must be a whole number from 0"),
        (line(minute=float("nan")), "line 1: minute must be a whole number from 0"),
        (line(channel="post"), 'line 1: channel must be one of token, kiosk, open, not "post"'),
        (line(channel=[]), "line 1: channel must be one of"),
        (line(officer=""), "line 1: officer must be a text that is not empty"),
        (line(unit=7), "line 1: unit must be a text that is not empty, not 7"),
        (line(device=7), "line 1: device must be a text or null, not 7"),
        (line(service="x" * 9, prefix={"a": "y" * 99}), "line 1: prefix must be a text or null"),
    ],
)
def test_a_wrong_line_gets_a_sentence_and_nothing_is_scored(wrong, sentence):
    code, scores, err = run(wrong)
    assert (code, scores) == (2, [])
    assert err.startswith(sentence)
    assert err.endswith("nothing was scored: correct these lines first\n")
    assert max(map(len, err.splitlines())) < 160


def test_many_wrong_lines_do_not_fill_the_screen():
    _, _, err = run(line(stars=9) * 500)
    assert len(err.splitlines()) == 22
    assert "and 480 more lines" in err


def test_names_in_any_script_and_broken_ones_survive():
    text = line(officer="Ibu Sri — ꦱꦿꦶ") + line(officer="\ud800")
    assert {score["officer"] for score in run(text)[1]} == {"Ibu Sri — ꦱꦿꦶ", "\ud800"}


def test_the_module_runs_on_its_own_without_the_web_or_a_database():
    code = (
        "import sys; import webapp.feedback.trust.score_lines, webapp.feedback.trust.rules;"
        "sys.exit(bool({'flask', 'sqlalchemy', 'sqlmodel', 'redis', 'psycopg'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    scored = subprocess.run(
        [sys.executable, "-m", "webapp.feedback.trust.score_lines"],
        input=line() * 3,
        text=True,
        capture_output=True,
        check=True,
    )
    assert json.loads(scored.stdout)["status"] == "insufficient"


FOREIGN = {
    "Latin-1": line().encode() + line(officer="?").encode().replace(b"?", b"Andr\xe9"),
    "UTF-16": ("\n" + line()).encode("utf-16-le").replace(b"\n\0", b"\n", 1).replace(b"{", b"\xff{"),
    "half a character": line().encode() + b'{"officer": "\xc3"}\n',
    "a surrogate in bytes": line().encode() + b'{"officer": "\xed\xa0\x80"}\n',
    "no text at all": b"\n\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_what_is_not_utf8_gets_one_sentence_that_names_the_line(text):
    code, scores, err = run(text)
    assert (code, scores) == (2, [])
    assert err.startswith("line 2: not UTF-8 text (byte 0x") and err.count("\n") == 1
    assert "write the file as UTF-8" in err


@pytest.mark.parametrize("language", ["C", "C.UTF-8", "POSIX"])
@pytest.mark.parametrize("encoding", ["", "latin-1", "ascii:surrogateescape"])
def test_the_language_of_the_terminal_changes_nothing(language, encoding):
    def score(text: bytes):
        command = [sys.executable, "-m", "webapp.feedback.trust.score_lines"]
        environment = os.environ | {"LC_ALL": language, "PYTHONIOENCODING": encoding}
        return subprocess.run(command, input=text, capture_output=True, check=False, env=environment)

    good = score(line(officer="Ibu Sri — ꦱꦿꦶ").replace("\\u2014", "—").encode())
    assert good.returncode == 0 and json.loads(good.stdout)["officer"] == "Ibu Sri — ꦱꦿꦶ"
    assert score(FOREIGN["Latin-1"]).returncode == 2


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + line().encode(),
        line().replace("\n", "\r\n").encode(),
        b"\n\r\n" + line().encode() + b"\n\n",
        line().rstrip("\n").encode(),
        ("\t " + line()).encode(),
    ],
    ids=["a byte order mark", "CR LF", "empty lines", "no line end at the end", "blanks before"],
)
def test_what_editors_and_exports_add_does_not_matter(text):
    assert run(text) == run(line())


def test_a_byte_order_mark_elsewhere_is_a_fault():
    assert run(line().encode() + b"\xef\xbb\xbf" + line().encode())[2].startswith("line 2: not valid JSON")


@pytest.mark.parametrize("depth", range(900, 1000, 3))
def test_a_value_of_any_depth_gets_a_sentence(depth):
    code, _, err = run(line(device=0).replace('"device": 0', '"device": ' + "[" * depth + "]" * depth))
    assert code == 2 and err.startswith("line 1: ")


@pytest.mark.parametrize("digits", [19, 400, 4300])
def test_a_number_of_any_length_gets_a_sentence(digits):
    code, _, err = run(line(minute=0).replace('"minute": 0', '"minute": ' + "9" * digits))
    assert code == 2 and err.startswith("line 1: minute must be a whole number from 0 to 1000000000, not 9")


def test_thirty_thousand_ratings_take_seconds():
    rng = random.Random(4)
    text = "".join(
        line(
            officer=f"o{number % 500}", unit=f"u{number % 100}", service=f"s{number % 30}", device=f"d{number}",
            prefix=f"p{rng.randrange(9000)}", channel=rng.choice(("token", "kiosk", "open")), week=rng.randrange(52),
            minute=rng.randrange(10_080), stars=rng.randint(1, 4),
        )
        for number in range(30_000)
    )  # fmt: skip
    started = time.process_time()  # its own work, whatever else this machine does
    code, scores, _ = run(text)
    assert time.process_time() - started < 10
    assert code == 0 and len(scores) == 500
