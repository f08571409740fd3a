"""Documents for paper: a template becomes a PDF. Nothing is fetched but our own static files."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from flask import current_app

from webapp.platform import pages

KIND = "application/pdf"
VARIANT = "pdf/ua-1"  # tagged, for who cannot see it
LAID_OUT, DRAWN = "menata", "menggambar"
OWN = "pamong:"  # how a document names a static file of ours: pamong:css/paper.css


class NoPaper(RuntimeError):
    """This machine lacks the libraries that lay out text (Pango); the page can still be printed from the browser."""


def as_pdf(template: str, **context: Any) -> bytes:
    """The template laid out on paper (tagged, PDF/UA-1). Raises NoPaper."""
    current_app.update_template_context(context)
    return laid_out(current_app.jinja_env.get_template(template).render(context))


def laid_out(html: str) -> bytes:
    """This HTML on paper; style sheets and pictures are named `pamong:<file in static>` or carried as data:."""
    return joined([html], lambda stage, pages: None)


def joined(parts: Iterable[str], tell: Callable[[str, int], None]) -> bytes:
    """Documents in HTML, one after the other on paper in a single file; title and language are the first one's.

    tell(stage, pages): how many pages are LAID_OUT, then how many are DRAWN, after each of them; what it raises ends
    the work. Raises NoPaper.
    """
    try:
        import weasyprint
    except OSError as problem:
        raise NoPaper(str(problem)) from None
    fetch, fonts = _own_files(weasyprint), weasyprint.text.fonts.FontConfiguration()
    documents, pages = [], []
    for html in parts:
        document = weasyprint.HTML(string=html, base_url=OWN, url_fetcher=fetch)
        documents.append(document.render(fonts, pdf_variant=VARIANT))
        pages += documents[-1].pages
        tell(LAID_OUT, len(pages))
    for number, page in enumerate(pages, start=1):
        page.paint = _told(page.paint, partial(tell, DRAWN, number))
    return documents[0].copy(pages).write_pdf(pdf_variant=VARIANT)


def _told(paint: Callable[..., None], tell: Callable[[], None]) -> Callable[..., None]:
    def paint_and_tell(*arguments: Any) -> None:
        paint(*arguments)
        tell()

    return paint_and_tell


def _own_files(weasyprint) -> Any:
    class OwnFiles(weasyprint.urls.URLFetcher):
        """Opens static files of ours and data carried in the document; refuses every other address."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=("data",))

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(OWN):
                return super().fetch(url, headers)
            content = pages.asset_bytes(url.removeprefix(OWN))
            if content is None:
                raise ValueError(f"no static file of ours: {url}")
            kind = "text/css" if url.endswith(".css") else "image/svg+xml"
            return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": kind})

    return OwnFiles()
