"""How the citizens' pages are made: the rating page and its refusals, the closed counter, the receipt."""

from flask import Response, current_app, make_response, request, url_for

from webapp.feedback.ratings import store
from webapp.feedback.ratings.keys import FormKeys, Ticket
from webapp.feedback.ratings.page import PLACE, CutPage, cut
from webapp.feedback.ratings.rules import CHOICES, REASONS, choice
from webapp.feedback.ratings.styles import rating_style
from webapp.feedback.services.points import Point
from webapp.platform import clock, i18n, pages, tenancy
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _

# The browser may show the very same view again when she goes back, but asks anew when she returns later.
SAME_VIEW = "private, no-cache"


def cut_page(point: Point) -> CutPage:
    """The rating page of a counter, cut where each view's key goes."""
    body, style = _render_new(point, notice=None, key=PLACE)
    headers = dict(pages.SECURITY)
    headers["Content-Security-Policy"] = pages.policy(style)
    headers["Cache-Control"] = SAME_VIEW
    headers["Vary"] = "Accept-Encoding, Cookie"
    return cut(body, headers)


def answer(page: CutPage, key: bytes) -> Response:
    """A view of the rating page, with its own key."""
    if pages.accepts_gzip():
        response = Response(page.packed(key), mimetype="text/html")
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = Response(page.plain(key), mimetype="text/html")
    response.headers.extend(page.headers)
    return response


def ask_again(point: Point, form: Form, title: str, text: str) -> Response:
    """The same page with a new key; what was right in the answer is still chosen."""
    answers = request.form.getlist("nilai")
    chosen = int(answers[0]) if len(answers) == 1 and answers[0] in ("1", "2", "3", "4") else None
    keys: FormKeys = current_app.extensions["form_keys"]
    key = keys.issue(tenancy.current().id, point.id, clock.now().timestamp())
    body, style = _render_new(point, {"title": title, "text": text, "chosen": chosen}, key)
    return _with_style(make_response(body, 422), style)


def closed(point: Point) -> Response:
    """Why this counter takes no ratings, and where to go instead."""
    style = rating_style(tenancy.current())
    alternative = None
    if point.alternative_code:
        address = url_for(".new_rating", code=point.alternative_code)
        alternative = {"name": point.alternative_name, "address": point.alternative_address, "url": address}
    elif point.alternative_service_slug:
        address = url_for("services.show", slug=point.alternative_service_slug)
        alternative = {"name": point.alternative_service_name, "address": "", "url": address}
    response = pages.render_page(
        "feedback/ratings/closed.html", status=410, point=point, service={"name": point.service_name},
        opd={"name": point.opd_name}, closed_note=point.closed_note, alternative=alternative,
        rating_style=pages.inline_style(style),
    )  # fmt: skip
    return _with_style(response, style)


def receipt(
    ticket: Ticket, rating: store.StoredRating, status: int = 200, step: str = "", **forms: Form
) -> Response:
    """What was stored, the code to keep, and the next small step."""
    style = rating_style(tenancy.current())
    code = ticket.receipt_code
    here = url_for(".show_receipt", code=code)
    response = pages.render_page(
        "feedback/ratings/receipt.html",
        status=status,
        receipt=_receipt_card(code, rating),
        reasons=[{"slug": slug, "word": _(word)} for slug, word in REASONS.items()],
        step=step or _next_step(rating),
        reason_action=f"{here}/alasan{_suffix()}",
        comment_action=f"{here}/komentar{_suffix()}",
        rating_style=pages.inline_style(style),
        **{"form_reason": None, "form_comment": None, "was_repeat": False} | forms,
    )
    return _with_style(response, style)


def receipt_address(ticket: Ticket, **step: str) -> str:
    """Where the receipt is, in the language the citizen chose."""
    language = {i18n.PARAMETER: i18n.ENGLISH} if request.args.get(i18n.PARAMETER) == i18n.ENGLISH else {}
    return url_for(".show_receipt", code=ticket.receipt_code, **step, **language)


def _render_new(point: Point, notice: dict | None, key: str) -> tuple[str, str]:
    style = rating_style(tenancy.current())
    context = {
        "point": point, "service": {"name": point.service_name}, "opd": {"name": point.opd_name}, "key": key,
        "action": _action(point), "choices": _choices(), "notice": notice, "rating_style": pages.inline_style(style),
    }  # fmt: skip
    current_app.update_template_context(context)
    return current_app.jinja_env.get_template("feedback/ratings/new.html").render(context), style


def _action(point: Point) -> str:
    language = {i18n.PARAMETER: i18n.ENGLISH} if i18n.language() == i18n.ENGLISH else {}
    return url_for(".create_rating", code=point.code, **language)


def _choices() -> list[dict]:
    return [_translated(one) for one in CHOICES]


def _translated(one) -> dict:
    return {"value": one.value, "word": _(one.word), "face": one.face}


def _receipt_card(code: str, rating: store.StoredRating) -> dict:
    return {
        "code": code,
        "code_grouped": "-".join(code[start : start + 5] for start in range(0, len(code), 5)).upper(),
        "day": rating.day,
        "service_name": rating.service_name,
        "point_name": rating.point_name,
        "opd_name": rating.opd_name,
        "choice": _translated(choice(rating.score)),
        "reason": {"word": _(REASONS[rating.reason])} if rating.reason else None,
        "comment": rating.comment,
    }


def _next_step(rating: store.StoredRating) -> str:
    wish = request.args.get("langkah")
    if wish == "selesai" or (rating.reason and rating.comment):
        return "done"
    if (wish == "komentar" or rating.reason) and not rating.comment:
        return "comment"
    return "done" if rating.reason or wish == "komentar" else "reason"


def _suffix() -> str:
    return f"?{i18n.PARAMETER}={i18n.ENGLISH}" if request.args.get(i18n.PARAMETER) == i18n.ENGLISH else ""


def _with_style(response: Response, style: str) -> Response:
    response.headers["Content-Security-Policy"] = pages.policy(style)
    return response
