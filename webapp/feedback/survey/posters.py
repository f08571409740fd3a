"""What leads citizens to a survey: its QR code as a picture, and a poster of one A4 sheet to hang up."""

from dataclasses import dataclass
from io import BytesIO

import segno

from webapp.feedback.services.drawing import (
    A4,
    INK,
    SOFT,
    WHITE,
    Look,
    Matrix,
    block,
    cloth,
    hem,
    laid,
    lighter,
    mark,
    qr,
    rect,
    sheet,
    stacked,
)
from webapp.feedback.services.posters import logo_of, matrix_of
from webapp.feedback.survey.reports.notices import on_paper
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.tenants.published import palette_of

__all__ = ["drawn", "on_paper", "picture_of", "poster_of"]
MIDDLE, ROOM, SIDE = A4[0] / 2, 174, 112
PIXELS = 16  # a module of the picture: wide enough for print


@dataclass(frozen=True)
class Invitation:
    """What stands on the poster, in the reader's language."""

    pemda: str
    opd: str
    ask: str
    steps: str
    type_it: str
    address: str
    basis: str
    logo: str | None
    look: Look
    matrix: Matrix

    @property
    def initials(self) -> str:
        """The first letters of the pemda's name, for where it has no logo."""
        return "".join(word[0] for word in self.pemda.split() if word[0].isalnum())[:3].upper() or "•"


def picture_of(address: str) -> str:
    """The QR code of this address as the source of a picture on a page."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=4, light="#fff")


def drawn(address: str, kind: str) -> bytes:
    """The QR code as a file: 'svg' or 'png'."""
    body = BytesIO()
    segno.make(address, error="q", micro=False).save(body, kind=kind, scale=PIXELS, border=4, light="#fff")
    return body.getvalue()


def poster_of(session: TenantSession, opd: str, address: str, questions: int) -> str:
    """The drawing of the poster. It names no day: who scans is told until when, and a last day may be moved."""
    colours = palette_of(session.tenant)
    return _poster(Invitation(
        pemda=session.tenant.name, opd=opd, ask=_("Bagaimana pelayanan kami?"),
        steps=_("Pindai, jawab %(n)s pertanyaan, selesai. Tanpa nama dan tanpa nomor telepon.", n=questions),
        type_it=_("Atau buka alamat ini"), address=address,
        basis=_("Survei Kepuasan Masyarakat (SKM) menurut Peraturan Menteri PANRB Nomor 14 Tahun 2017. "
                "Semua jawaban yang lengkap dihitung."),
        logo=logo_of(session), look=Look(colours["--nila-tua"], colours["--nila"], colours["--nila-muda"]),
        matrix=matrix_of(address),
    ))  # fmt: skip


def _poster(piece: Invitation) -> str:
    deep = piece.look.deep
    patterns = cloth("kawung", 14, deep, 0.25, 0.28) + hem("hem", 5.8, deep, 0.35)
    patterns += hem("foot", 5.8, lighter(deep, 0.75), 0.3)
    asked = [(block(piece.ask, 15, 8, ROOM, 1, bold=True), deep, 0), (block(piece.steps, 6.4, 4, ROOM, 2), INK, 2)]
    written = [
        (block(piece.type_it, 4.4, 3.4, ROOM, 1), SOFT, 0),
        (block(piece.address, 7.4, 3, ROOM - 10, 1, bold=True), INK, 1),
    ]
    content = rect(0, 0, *A4, WHITE) + _head(piece) + "".join(stacked(asked, MIDDLE, 84, "middle"))
    content += rect(MIDDLE - SIDE / 2 - 4, 122, SIDE + 8, SIDE + 8, piece.look.tint, ' rx="4"')
    content += qr(piece.matrix, MIDDLE - SIDE / 2, 126, SIDE)
    content += rect(18, 249, ROOM, 20, piece.look.tint, ' rx="2"') + "".join(stacked(written, MIDDLE, 251.5, "middle"))
    content += block(piece.basis, 3.8, 2.6, ROOM, 2).drawn(MIDDLE, 274, SOFT, "middle")
    content += rect(0, 290, 210, 7, deep) + laid("foot", 0, 290.6, 210, 5.8)
    return sheet(A4, f"{piece.ask} {piece.opd}, {piece.pemda}. {piece.address}", content, patterns)


def _head(piece: Invitation) -> str:
    deep = piece.look.deep
    drawing = rect(0, 0, 210, 70, deep) + laid("kawung", 0, 0, 210, 70)
    drawing += rect(0, 70, 210, 7, piece.look.tint) + laid("hem", 0, 70.6, 210, 5.8)
    drawing += rect(14, 14, 182, 42, deep, f' stroke="{WHITE}" stroke-width="0.3"') + mark(piece, 20, 19, 32)
    names = [(block(piece.pemda, 10, 6, 132, 2, bold=True), WHITE, 0), (block(piece.opd, 6.4, 4, 132, 2), WHITE, 1.5)]
    height = sum(each.height + space for each, _fill, space in names)
    return drawing + "".join(stacked(names, 60, 35 - height / 2))
