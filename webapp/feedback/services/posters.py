"""Posters, cards and stickers of a pemda's points: what stands on them, and where their codes lead."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from uuid import UUID

import segno
import sqlalchemy as sa

from webapp.feedback.services import layouts, queries
from webapp.feedback.services.drawing import Look, Piece
from webapp.feedback.services.models import ServicePoint
from webapp.people.published import opd_names
from webapp.platform.audit import record, was_ever
from webapp.platform.db import TenantSession
from webapp.platform.i18n import ENGLISH, INDONESIAN, english
from webapp.platform.tenancy import Tenant
from webapp.tenants import published as tenants

PRINTED = "poster:dicetak"
NAMED = 20  # codes that the record of one document names
CORRECTION = "q"  # a quarter of the code may be scratched off
LANGUAGES = {"id": (INDONESIAN,), "en": (ENGLISH,), "dua": (INDONESIAN, ENGLISH)}
DRAWN = {"poster": layouts.poster, "kartu": layouts.card, "tenda": layouts.tent, "stiker": layouts.sticker}
PAPER = {"poster": "a4", "kartu": "card", "tenda": "a4", "stiker": "a4"}
TITLE = "Poster QR"
SENTENCES = {
    "ask": "Bagaimana pelayanan kami?",
    "steps": "Pindai, pilih satu jawaban, selesai.",
    "scan": "Pindai untuk menilai",
    "type_it": "Atau buka alamat ini",
    "code_word": "Kode",
    "genuine": "Periksa keaslian:",
}


@dataclass(frozen=True)
class Names:
    """What the points' rows point at, by id."""

    services: Mapping[UUID, str]
    offices: Mapping[UUID, str]


def pieces(session: TenantSession, points: Iterable[ServicePoint], root: str, languages: str) -> list[Piece]:
    """The pieces of these points as the database names them now."""
    names = Names(queries.service_names(session), opd_names(session))
    return pieces_of(points, names, session.tenant, root, languages, logo_of(session))


def pieces_of(
    points: Iterable[ServicePoint], names: Names, tenant: Tenant, root: str, languages: str, logo: str | None = None
) -> list[Piece]:
    """One piece for each point. `root`: the public address of the pemda without a slash at its end; `logo`: as data."""
    said = {name: _said(sentence, languages) for name, sentence in SENTENCES.items()}
    said["code_word"] = " / ".join(dict.fromkeys(said["code_word"]))
    said["genuine"] = " / ".join(text.rstrip(":") for text in said["genuine"]) + ":"
    colours = tenants.palette_of(tenant)
    look = Look(colours["--nila-tua"], colours["--nila"], colours["--nila-muda"])
    return [
        Piece(
            pemda=tenant.name, opd=names.offices.get(point.opd_id, ""), service=names.services[point.service_id],
            point=point.name, code=point.code, address=f"{root}/n/{point.code}", check=f"{root}/cek/{point.code}",
            logo=logo, look=look, matrix=matrix_of(f"{root}/n/{point.code}"), **said,
        )
        for point in points
    ]  # fmt: skip


def matrix_of(address: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of this address, row by row, dark is True, without its quiet zone."""
    code = segno.make(address, error=CORRECTION, boost_error=False, micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def picture(piece: Piece, form: str) -> str:
    """A single piece as SVG."""
    return DRAWN[form](piece)


def pages_of(pieces: list[Piece], form: str, stickers: int = layouts.PER_SHEET) -> Iterator[dict[str, str]]:
    """The pages of a document, drawn as they are asked for: `title` and `picture`, the SVG carried as data."""
    if form == "stiker":
        every = [piece for piece in pieces for _ in range(stickers)]
        for at in range(0, len(every), layouts.PER_SHEET):
            yield _page(every[at], layouts.sticker_sheet(every[at : at + layouts.PER_SHEET]))
        return
    for piece in pieces:
        yield _page(piece, picture(piece, form))


def paper(pages: Iterable[dict[str, str]], form: str, languages: str, tenant: Tenant) -> str:
    """These pages as a document in HTML, in the first language that stands on them."""
    language, title = LANGUAGES[languages][0], _said(TITLE, languages)[0]
    leaves = "".join(f'<div class="leaf"><img src="{each["picture"]}" alt="{escape(each["title"])}"></div>'
                     for each in pages)  # fmt: skip
    return (
        f'<!doctype html><html lang="{language}" class="{PAPER[form]}"><head><meta charset="utf-8">'
        f'<title>{title} · {escape(tenant.name)}</title><link rel="stylesheet" href="pamong:css/leaves.css"></head>'
        f"<body>{leaves}</body></html>"
    )


def logo_of(session: TenantSession) -> str | None:
    """The pemda's logo carried as data, or None while it has none."""
    logo = tenants.logo_of(session)
    return f"data:image/png;base64,{base64.b64encode(logo.png).decode()}" if logo else None


def note_print(session: TenantSession, form: str, codes: list[str], *, by: UUID) -> None:
    """Somebody took the paper of these points. Says that it was printed, for nobody can see it hang."""
    record(session, PRINTED, "tenant", session.tenant.id, by=by, bentuk=form, banyak=len(codes), kode=codes[:NAMED])


def was_printed(session: TenantSession) -> sa.Exists:
    """Whether anybody has taken a poster, card or sticker yet, as part of a statement."""
    return was_ever(session, PRINTED)


def _page(piece: Piece, svg: str) -> dict[str, str]:
    carried = base64.b64encode(svg.encode()).decode()
    return {"title": f"{piece.service}, {piece.point}: {piece.address}",
            "picture": f"data:image/svg+xml;base64,{carried}"}  # fmt: skip


def _said(sentence: str, languages: str) -> tuple[str, ...]:
    return tuple(english()[sentence] if language == ENGLISH else sentence for language in LANGUAGES[languages])
