"""An officer's own score as citizens' ratings give it: for herself, at an address that names nobody."""

from flask import Response

from webapp.feedback.published import held_list, score_of_officer, staff_card_of_unit
from webapp.performance.evidence import exclusions
from webapp.performance.evidence.page import card_for_reader
from webapp.performance.evidence.queries import newest_cards
from webapp.performance.here import blueprint, me, today
from webapp.platform.access import STAFF, open_to
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db

MEANS = {
    "insufficient": "Belum cukup data. Ini bukan nilai buruk, dan tidak dipakai untuk apa pun.",
    "early": "Sangat awal: penilaiannya masih sedikit, jadi angka ini masih dapat berubah banyak.",
    "usable": "Dapat dipakai: penilaiannya cukup banyak, cukup terbukti, dan cukup lama.",
}


@blueprint.get("/kinerja/penilaian-saya")
@open_to(STAFF)
def show_own_score() -> Response:
    score = score_of_officer(db(), me().id, today())
    cards = [card_for_reader(file, reader_id=me().id, day=today()) for file in newest_cards(db(), me().id)]
    return render_page(
        "performance/own_score.html",
        score=score,
        means=_(MEANS[score.status]),
        held=held_list(score),
        excluded_text=exclusions.told(score.excluded),
        cards=cards,
        office=staff_card_of_unit(db(), me().opd_id) if me().opd_id else None,
    )
