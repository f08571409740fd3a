"""A card as the macro `evidence_card` draws it, for this reader."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from flask import url_for

from webapp.feedback.published import ResponseRate, held_list
from webapp.performance.evidence import exclusions, rules
from webapp.performance.evidence.models import EvidenceCard
from webapp.performance.evidence.queries import CardFile
from webapp.platform import clock, tenancy
from webapp.platform.i18n import decimals, long_date
from webapp.platform.i18n import gettext as _


def card_for_reader(
    file: CardFile, *, reader_id: UUID, day: date, owner_name: str = "", is_newest: bool = True
) -> dict:
    """What the macro needs, and where the card's page is."""
    card = file.card
    is_own = card.person_id == reader_id
    word, tone = _state(file, is_newest=is_newest, is_own=is_own)
    can = possible(file, reader_id, day)
    return _numbers(card) | {
        "id": f"kartu-{card.id}",
        "url": url_for("performance.show_card", card_id=card.id),
        "title": title_of(card, "" if is_own else owner_name),
        "indicator_text": file.indicator_text,
        "state_word": _(word),
        "state_tone": tone,
        "visible_to_superior_from": card.superior_from if is_own and day < card.superior_from else None,
        "opened_on": card.superior_from,
        "action": _action(can),
        "deadline": _deadline(file, can) if is_own else None,
        "may_answer": rules.ANSWER in can,
        "may_contest": rules.CONTEST in can,
        "answer": file.answer and {"text": file.answer.text, "day": _local_day(file.answer.at)},
        "contest": file.contest and {"text": _contest_text(file), "day": _local_day(file.contest.at)},
    }


def _numbers(card: EvidenceCard) -> dict:
    """What was frozen: the score, what it is made of, and what was left out of it."""
    return {
        "value": card.value,
        "low": card.low,
        "high": card.high,
        "n": card.n,
        "n_effective": card.n_effective.quantize(Decimal("0.1")),
        "period_text": _("%(since)s sampai %(until)s", since=long_date(card.since), until=long_date(card.until)),
        "comparison_text": _comparison(card),
        "comparison_value": card.comparison if card.binding == "unit" else None,
        "formula": card.formula,
        "input_hash": card.input_hash,
        "verified_share": card.verified_share,
        "response": response_of(card),
        "taken_on": card.shown_on,
        "sequence": card.sequence,
        "held": held_list(card),
        "excluded_text": exclusions.told(exclusions.days_without(card)),
        "why_none": _why_none(card),
    }


def _state(file: CardFile, *, is_newest: bool, is_own: bool) -> tuple[str, str]:
    card = file.card
    return rules.state_of(
        status=card.status, value=card.value, contest=file.contest_status, is_newest=is_newest, is_owner=is_own,
        replaces=card.replaces_id is not None, is_withheld=_is_withheld(card),
    )  # fmt: skip


def _is_withheld(card: EvidenceCard) -> bool:
    return card.binding == "unit" and bool(card.excluded)


def _why_none(card: EvidenceCard) -> str | None:
    """Why a card has no number, where it is not for want of ratings."""
    if card.replaces_id:
        return _("Kartu ini tidak memuat nilai karena putusan sanggahan. Ini bukan nilai buruk.")
    if _is_withheld(card):
        return _("Sebagian masa ini dikecualikan untuk pegawai ini, jadi nilai kantor tidak dipakai di sini. Ini bukan "
                 "nilai buruk.")  # fmt: skip
    return None


def is_newest_of(card: EvidenceCard, others: Iterable[EvidenceCard]) -> bool:
    """Whether no other card stands after this one; one that stands for a contested card stands in its place."""
    others = list(others)
    numbers = {one.id: one.sequence for one in (card, *others)}

    def place(one: EvidenceCard) -> tuple[int, int]:
        return numbers.get(one.replaces_id, one.sequence), one.sequence

    return all(place(other) < place(card) for other in others)


def possible(file: CardFile, reader_id: UUID, day: date) -> frozenset[str]:
    """What this reader can still do with the card."""
    card = file.card
    if card.replaces_id:
        return frozenset()
    return rules.possible(
        is_owner=card.person_id == reader_id,
        answered=file.answer is not None,
        contested=file.contest is not None,
        until=card.contest_until,
        day=day,
    )


def title_of(card: EvidenceCard, owner_name: str = "") -> str:
    """Whose score it is."""
    if card.binding == "unit":
        return _("Penilaian warga untuk %(opd)s", opd=card.subject)
    if owner_name:
        return _("Penilaian warga atas pelayanan %(name)s", name=owner_name)
    return _("Penilaian warga atas pelayanan Anda")


def response_of(card: EvidenceCard) -> str | None:
    """How many of the invited had rated when the card was taken, in words; None of one that stands for another."""
    if card.replaces_id:
        return None
    if card.has_invitations is None:
        return _("belum dicatat ketika kartu ini dibuat")
    return ResponseRate(card.invited if card.has_invitations else 0, card.responded).text


def _action(can: frozenset[str]) -> str:
    """The word on the way to the card: only what is still possible is offered."""
    if rules.ANSWER in can:
        return _("Baca dan tanggapi")
    return _("Baca atau sanggah") if can else _("Baca kartu")


def _deadline(file: CardFile, can: frozenset[str]) -> str | None:
    """What its owner can still say about it, and until when; None when she has said all she may."""
    if file.card.replaces_id:
        return None
    day = long_date(file.card.contest_until)
    if len(can) == 2:
        return _("Anda dapat menanggapi dan menyanggah kartu ini sampai %(day)s.", day=day)
    if rules.ANSWER in can:
        return _("Anda masih dapat menanggapi kartu ini sampai %(day)s.", day=day)
    if rules.CONTEST in can:
        return _("Anda masih dapat menyanggah kartu ini sampai %(day)s.", day=day)
    if file.answer and file.contest:
        return None
    return _("Waktu untuk menanggapi dan menyanggah kartu ini berakhir pada %(day)s.", day=day)


def _comparison(card: EvidenceCard) -> str | None:
    if card.value is None:
        return None
    if card.binding == "own":
        return _("Nilai ini sudah disesuaikan dengan jenis layanan yang ditangani.")
    if card.comparison is None:
        return _("Belum ada pembanding dari layanan yang sama di kantor lain.")
    return _("Layanan yang sama di kantor lain: %(score)s dari 4.", score=decimals(card.comparison, 2))


def _contest_text(file: CardFile) -> str:
    return f"{_(rules.GROUNDS[file.contest.ground])}. {file.contest.text}"


def _local_day(moment) -> date:
    return clock.local(moment, tenancy.current().timezone).date()
