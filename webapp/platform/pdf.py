"""Documents for paper: a template becomes a PDF. Nothing is fetched but our own static files."""

from typing import Any

from flask import current_app

from webapp.platform import pages

KIND = "application/pdf"
OWN = "pamong:"  # how a document names a static file of ours: pamong:css/paper.css


class NoPaper(RuntimeError):
    """This machine lacks the libraries that lay out text (Pango); the page can still be printed from the browser."""


def as_pdf(template: str, **context: Any) -> bytes:
    """The template laid out on paper (tagged, PDF/UA-1). Raises NoPaper."""
    current_app.update_template_context(context)
    return laid_out(current_app.jinja_env.get_template(template).render(context))


def laid_out(html: str) -> bytes:
    """This HTML on paper; style sheets and pictures are named `pamong:<file in static>` or carried as data:."""
    try:
        import weasyprint
    except OSError as problem:
        raise NoPaper(str(problem)) from None
    document = weasyprint.HTML(string=html, base_url=OWN, url_fetcher=_own_files(weasyprint))
    return document.write_pdf(pdf_variant="pdf/ua-1")


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
