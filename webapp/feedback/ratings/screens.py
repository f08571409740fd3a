"""How the citizens' pages are made: the rating page and its refusals, the closed counter, the receipt."""

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import Response, current_app, make_response, request, url_for

from webapp.feedback.masking import mask
from webapp.feedback.ratings import store
from webapp.feedback.ratings.keys import FormKeys, Ticket, grouped
from webapp.feedback.ratings.page import CutPage, Pages, cut, place
from webapp.feedback.ratings.rules import CHOICES, REASONS, Choice, choice
from webapp.feedback.ratings.styles import rating_style
from webapp.feedback.ratings.tries import WINDOW
from webapp.feedback.services.points import Point
from webapp.platform import clock, i18n, pages, tenancy
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _

# The browser may show the very same view again when she goes back, but asks anew when she returns later.
SAME_VIEW = "private, no-cache"
# On a shared screen going back must find a new view: the next person's press is not the last one's.
NEW_VIEW = "no-store"
LEAVE_AFTER = 8  # seconds until a shared screen's thanks make room for the next person
RECEIPTS = "/tanda-terima"
STEP, PRESSED, AGAIN, TRIAL = "langkah", "ketukan", "kedua", "uji"
WISH_FOR = {"comment": "komentar", "done": "selesai"}


def rating_page(point: Point, key: str, token: str = "") -> Response:
    """A view of the rating page, with its own key; `token`: of the invitation it answers."""
    kind, stands = ("k", place("token")) if token else ("n", "")
    page = _pages().get(_name(kind, point.code, request.host), lambda: _cut_new(point, stands))
    return _answer(page, {"key": key.encode(), "token": token.encode()})


def _cut_new(point: Point, token: str) -> CutPage:
    body, style = _render_new(point, notice=None, key=place("key"), token=token)
    return cut(body, _headers(style, NEW_VIEW if point.is_shared and not token else SAME_VIEW))


def _answer(page: CutPage, values: Mapping[str, bytes]) -> Response:
    if pages.accepts_gzip():
        return pages.ReadyAnswer(page.gzipped(values), 200, ("Content-Encoding", "gzip"), *page.headers)
    return pages.ReadyAnswer(page.plain(values), 200, *page.headers)


def _headers(style: str, cache: str) -> tuple[tuple[str, str], ...]:
    """Not `Vary: Cookie`: the press sets the device's cookie, and going back must find the view with its key again."""
    return (("Content-Security-Policy", pages.policy(style)), ("Cache-Control", cache), ("Vary", "Accept-Encoding"))


def _name(*parts: str) -> str:
    """What a cut page of this pemda is remembered by: everything its text depends on, and the way it is asked for."""
    return tenancy.key_for(tenancy.current(), i18n.language(), i18n.asked(), request.script_root, *parts)


def ask_again(
    point: Point, form: Form, title: str, text: str, *, about: UUID | None = None, token: str = ""
) -> Response:  # fmt: skip
    """The same page with a new key; what was right in the answer is still chosen.

    `about`: what the key is for, if not the point; `token`: of the invitation the page answers.
    """
    answers = request.form.getlist("nilai")
    chosen = int(answers[0]) if len(answers) == 1 and answers[0] in ("1", "2", "3", "4") else None
    keys: FormKeys = current_app.extensions["form_keys"]
    key = keys.issue(tenancy.current().id, about or point.id, clock.now().timestamp())
    body, style = _render_new(point, {"title": title, "text": text, "chosen": chosen}, key, token)
    return _with_style(make_response(body, 422), style)


def closed(point: Point) -> Response:
    """Why this counter takes no ratings, and where to go instead."""
    style = rating_style(tenancy.current())
    alternative = None
    if point.alternative_code:
        alternative = {
            "name": point.alternative_name, "opd_name": point.alternative_opd_name,
            "address": point.alternative_address, "url": rating_address(point.alternative_code),
        }  # fmt: skip
    elif point.alternative_service_slug:
        address = url_for("services.show", slug=point.alternative_service_slug)
        alternative = {"name": point.alternative_service_name, "opd_name": "", "address": "", "url": address}
    response = pages.render_page(
        "feedback/ratings/closed.html", status=410, point=point, service={"name": point.service_name},
        opd={"name": point.opd_name}, closed_note=point.closed_note, alternative=alternative,
        rating_style=pages.inline_style(style), **_tongues(pages.this_page_in),
    )  # fmt: skip
    return _with_style(response, style)


def thanks(point: Point) -> Response:
    """What a shared screen says after a press: no answer and no code, and soon the next person's form."""
    style, form = rating_style(tenancy.current()), rating_address(point.code)
    response = pages.render_page(
        "feedback/ratings/thanks.html", point=point, service={"name": point.service_name},
        opd={"name": point.opd_name}, form_address=form, seconds=LEAVE_AFTER, rating_style=pages.inline_style(style),
        **_tongues(pages.this_page_in),
    )  # fmt: skip
    response.headers["Refresh"] = f"{LEAVE_AFTER}; url={form}"
    response.headers["Cache-Control"] = NEW_VIEW
    return _with_style(response, style)


def receipt(
    ticket: Ticket, rating: store.StoredRating, point: Point, status: int = 200, step: str = "", *,
    is_trial: bool = False, may_return: bool = False, **forms: Form,
) -> Response:  # fmt: skip
    """What was stored, the code to keep, and the next small step.

    `is_trial`: it is staff's own and not counted; `may_return`: who gave it is setting Pamong up.
    """
    step, is_other = step or _next_step(rating), _pressed() == AGAIN
    more = {"is_other": is_other, "is_trial": is_trial, "may_return": may_return}
    code, groups = ticket.receipt_code, grouped(ticket.receipt_code)
    if status != 200 or rating.comment:
        body, style = _render_receipt(code, groups, rating, point, step, forms | more)
        return _with_style(make_response(body, status), style)
    facts = (step, str(more), rating.day.isoformat(), str(rating.score), rating.reason or "", point.code)
    page = _pages().get(_name("tanda-terima", *facts), lambda: _cut_receipt(rating, point, step, more))
    return _answer(page, {"code": code.encode(), "grouped": groups.encode()})


def _cut_receipt(rating: store.StoredRating, point: Point, step: str, more: Mapping[str, object]) -> CutPage:
    """Its links leave the address of the page unsaid: each place of the code is bytes on the line."""
    body, style = _render_receipt(place("code"), place("grouped"), rating, point, step, more, is_at_its_address=True)
    return cut(body, _headers(style, "no-store"))


def _render_receipt(
    code: str, groups: str, rating: store.StoredRating, point: Point, step: str, more: Mapping[str, object],
    *, is_at_its_address: bool = False,
) -> tuple[str, str]:  # fmt: skip
    style = rating_style(tenancy.current())
    here, wish, step_wish = f"{request.script_root}{RECEIPTS}/{code}", i18n.asked(), WISH_FOR.get(step, "")
    page = "" if is_at_its_address else here
    context = {
        "receipt": _receipt_card(code, groups, rating, point),
        "reasons": [{"slug": slug} | _word(word) for slug, word in REASONS.items()],
        "step": step,
        "reason_action": f"{here}/alasan{_query('', wish)}",
        "comment_action": f"{here}/komentar{_query('', wish)}",
        "seal": f"{here}/segel{_query('', wish)}",
        "skip_reason": f"{page}{_query('komentar', wish)}",
        "skip_comment": f"{page}{_query('selesai', wish)}",
        "rating_style": pages.inline_style(style),
        "form_reason": None,
        "form_comment": None,
    } | _tongues(lambda tag: f"{page}{_query(step_wish, tag)}")  # fmt: skip
    return _whole("feedback/ratings/receipt.html", context | dict(more)), style


def receipt_address(ticket: Ticket, step: str = "", pressed: str = "") -> str:
    """Where the receipt is (at this step), in the language the citizen chose.

    `pressed`: what the receipt is to tell of the press: AGAIN (another button after the first had been stored), TRIAL.
    """
    return f"{request.script_root}{RECEIPTS}/{ticket.receipt_code}{_query(step, i18n.asked(), pressed)}"


def rating_address(code: str) -> str:
    """Where this counter is rated, in the language the citizen chose."""
    return url_for("ratings.new_rating", code=code)


def thanks_address(code: str) -> str:
    """Where a press on a shared screen leads, in the language the citizen chose: nothing in it is of this press."""
    return url_for("ratings.show_thanks", code=code)


def finding_address(code: str) -> str:
    """Where this code is looked up as a receipt's."""
    return url_for("ratings.find_receipt", kode=code)


def find_point(form: Form, status: int) -> Response:
    """Asks for a counter's code, with what was typed and what is wrong with it."""
    return _finding("feedback/ratings/find_point.html", form, status)


def find_receipt(form: Form, status: int) -> Response:
    """Asks for a receipt's code, with what was typed and what is wrong with it."""
    response = _finding("feedback/ratings/find_receipt.html", form, status)
    if status == 429:
        response.headers["Retry-After"] = str(WINDOW)
    return response


def _finding(template: str, form: Form, status: int) -> Response:
    return pages.render_page(template, status=status, form=form, is_unchecked=i18n.is_unchecked())


def _query(step: str, wish: str, pressed: str = "") -> str:
    """The end of a receipt's address."""
    wishes = {STEP: step, i18n.PARAMETER: wish, PRESSED: pressed}
    return "?" * any(wishes.values()) + "&".join(f"{name}={value}" for name, value in wishes.items() if value)


def _pressed() -> str:
    return request.args.get(PRESSED, "") if request.query_string else ""


def says_trial() -> bool:
    """Whether the address says that this press was staff's own."""
    return _pressed() == TRIAL


def _render_new(point: Point, notice: dict | None, key: str, token: str) -> tuple[str, str]:
    style = rating_style(tenancy.current())
    context = {
        "point": point, "service": {"name": point.service_name}, "opd": {"name": point.opd_name}, "key": key,
        "action": _action(point, token), "choices": [_translated(one) for one in CHOICES], "notice": notice,
        "rating_style": pages.inline_style(style),
    } | _tongues(_other_wish if token else pages.this_page_in)  # fmt: skip
    return _whole("feedback/ratings/new.html", context), style


def _whole(template: str, context: dict) -> str:
    """The text of a page that is kept and cut."""
    current_app.update_template_context(context)
    return i18n.settle(current_app.jinja_env.get_template(template).render(context))


def _tongues(address: Callable[[str], str]) -> dict:
    """The other languages of this page, where each of them is found, and whether this one waits for a check."""
    others = [(tag, name) for tag, name in i18n.spoken_here().items() if tag != i18n.language()]
    return {
        "tongues": [{"tag": tag, "name": name, "url": address(tag)} for tag, name in others],
        "is_unchecked": i18n.is_unchecked(),
    }


def _action(point: Point, token: str) -> str:
    """Not the page's own address: a write empties the browser's memory of the address it went to, and going back
    must find this very view, whose key lands on the same receipt."""
    if token:
        return f"{request.script_root}/k/{token}{_query('', i18n.asked()) or '?'}&kirim=1"
    return url_for("ratings.create_rating", code=point.code, kirim=1)


def _other_wish(language: str) -> str:
    """This very page in that language, without its address: a token stands in the page only where it must."""
    return _query("", language)


def _translated(one: Choice) -> dict:
    return {"value": one.value, "face": one.face} | _word(one.word)


def _word(word: str) -> dict:
    """An answer in the reader's language; `own`: the Indonesian word that stands beside an unchecked one."""
    return {"word": _(word), "own": i18n.original(word)}


def _receipt_card(code: str, groups: str, rating: store.StoredRating, point: Point) -> dict:
    return {
        "code": code,
        "code_grouped": groups,
        "day": rating.day,
        "service_name": point.service_name,
        "point_name": point.name,
        "opd_name": point.opd_name,
        "address": point.address,
        "choice": _translated(choice(rating.score)),
        "reason": _word(REASONS[rating.reason]) if rating.reason else None,
        "comment": mask(rating.comment).text if rating.comment else None,
    }


def _next_step(rating: store.StoredRating) -> str:
    wish = request.args.get(STEP) if request.query_string else None
    if wish == "selesai" or (rating.reason and rating.comment):
        return "done"
    if (wish == "komentar" or rating.reason) and not rating.comment:
        return "comment"
    return "done" if rating.reason or wish == "komentar" else "reason"


def _with_style(response: Response, style: str) -> Response:
    response.headers["Content-Security-Policy"] = pages.policy(style)
    return response


def _pages() -> Pages:
    return current_app.extensions["rating_pages"]
