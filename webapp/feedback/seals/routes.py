"""The public pages of the seals: the chain, the check of a proof, and the proof of a receipt."""

import json

from flask import Blueprint, Response, abort, current_app, make_response, request

from webapp.feedback.ratings import store
from webapp.feedback.ratings.keys import FormKeys, Ticket
from webapp.feedback.seals import queries
from webapp.feedback.seals.forms import ProofFields, Verdict, judge, read_proof
from webapp.platform import tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db, resources

blueprint = Blueprint("seals", __name__)
RATING = "penilaian"


@blueprint.get("/segel")
@open_to(PUBLIC)
def show_seals() -> Response:
    return _page(Form(ProofFields))


@blueprint.post("/segel")
@open_to(PUBLIC)
def check_proof() -> Response:
    form = Form(ProofFields, request.form)
    if not form.ok:
        return _page(form, status=422)
    proof = read_proof(form.fields.bukti)
    if proof is None:
        form.refuse("bukti", _("Ini bukan bukti segel. Salin seluruh isi berkas bukti, dari { sampai }."))
        return _page(form, status=422)
    seal = queries.by_number(db(), proof.nomor)
    return _page(form, judge(proof, tenancy.current().slug, queries.words_of(seal) if seal else None))


@blueprint.get("/data/segel.json")
@open_to(PUBLIC)
def show_chain() -> Response:
    return _json({"pemda": tenancy.current().slug, "segel": queries.chain(db())})


@blueprint.get("/tanda-terima/<code>/segel")
@open_to(PUBLIC)
def show_proof(code: str) -> Response:
    ticket = _ticket(code)
    proof = queries.proof_of(db(), RATING, ticket.rating_id)
    words = json.dumps(proof.words(tenancy.current().slug), indent=1) if proof else None
    answer = render_page("feedback/seals/proof.html", proof=proof, words=words, code=ticket.receipt_code)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/tanda-terima/<code>/segel.json")
@open_to(PUBLIC)
def download_proof(code: str) -> Response:
    proof = queries.proof_of(db(), RATING, _ticket(code).rating_id) or abort(404)
    answer = _json(proof.words(tenancy.current().slug))
    answer.headers["Content-Disposition"] = f'attachment; filename="bukti-segel-{proof.seal.day}.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(form: Form, verdict: Verdict | None = None, status: int = 200) -> Response:
    return render_page(
        "feedback/seals/show.html", status=status, seals=queries.newest(db()), form=form, verdict=verdict
    )


def _json(content: dict) -> Response:
    answer = make_response(json.dumps(content))
    answer.mimetype = "application/json"
    return answer


def _ticket(code: str) -> Ticket:
    """The ticket of a receipt that is here: one of another pemda, of a shared screen or invented is none."""
    tenant = tenancy.current()
    keys: FormKeys = current_app.extensions["form_keys"]
    ticket = keys.from_receipt(tenant.id, code[:64])
    rating = store.find(resources().lane, tenant.id, ticket.rating_id) if ticket else None
    if rating is None or rating.is_shared:
        abort(404)
    return ticket
