"""A published period as a poster: which words and numbers stand on it, and the document for paper."""

import base64
from decimal import Decimal
from html import escape

from webapp.feedback.services.drawing import Look
from webapp.feedback.services.posters import logo_of, matrix_of
from webapp.feedback.survey.publishing.page import days_of
from webapp.feedback.survey.reports.poster import Notice, poster
from webapp.platform.db import TenantSession
from webapp.platform.i18n import decimals, language, number
from webapp.platform.i18n import gettext as _
from webapp.tenants.published import palette_of

SHOWN = ("sex", "education")  # the traits that are published with the index


def poster_of(session: TenantSession, found: dict, root: str) -> str:
    """The drawing. `root`: the pemda's public address without a slash at its end."""
    row, told, tenant = found["row"], found["row"].told, session.tenant
    colours, address = palette_of(tenant), f"{root}/ikm/{row.period_id}"
    notice = Notice(
        pemda=tenant.name, opd=found["office"].name, title=_("Indeks Kepuasan Masyarakat"),
        period=f"{row.name} · {days_of(row.since, row.until)}", index=decimals(Decimal(told["ikm"])),
        grade=_("Mutu pelayanan %(letter)s, %(word)s", letter=told["mutu"], word=_(told["kinerja"])),
        people=_("dari %(n)s orang yang menjawab survei", n=number(row.n)), caution=found["caution"] or "",
        profile=_profile(found),
        lowest=_("Kami perbaiki lebih dahulu: %(unsur)s.", unsur=_lowest(found)),
        thanks=_("Terima kasih atas penilaian Anda. Masukan Anda membantu kami melayani lebih baik."),
        check=_("Pindai untuk melihat nilai tiap unsur dan menghitung ulang sendiri, atau buka:"), address=address,
        basis=_("Survei Kepuasan Masyarakat menurut Peraturan Menteri PANRB Nomor 14 Tahun 2017. Golongan dengan "
                "kurang dari lima orang tidak ditampilkan."),
        logo=logo_of(session), look=Look(colours["--nila-tua"], colours["--nila"], colours["--nila-muda"]),
        matrix=matrix_of(address),
    )  # fmt: skip
    return poster(notice)


def on_paper(svg: str, title: str) -> str:
    """The drawing as a document in HTML of one A4 sheet."""
    carried = base64.b64encode(svg.encode()).decode()
    return (
        f'<!doctype html><html lang="{language()}" class="a4"><head><meta charset="utf-8">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="pamong:css/leaves.css"></head><body>'
        f'<div class="leaf"><img src="data:image/svg+xml;base64,{carried}" alt="{escape(title)}"></div></body></html>'
    )


def _profile(found: dict) -> list[tuple[str, list[tuple[str, str]]]]:
    traits = [trait for trait in found["profile"] if trait["trait"] in SHOWN]
    return [(trait["title"], [(word, _people(n)) for word, n in trait["rows"]]) for trait in traits]


def _people(n: int | None) -> str:
    return _("tidak ditampilkan") if n is None else _("%(n)s orang", n=number(n))


def _lowest(found: dict) -> str:
    return ", ".join(each["word"] for each in found["working"]["priorities"][:2])
