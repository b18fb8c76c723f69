"""A page of HTML as PDF, by WeasyPrint, which draws text with Debian's pango.

Nothing is fetched: styles and drawings are in the page itself. Where pango is missing the product
works all the same, and who asks for a PDF is told so.
"""

from collections.abc import Callable, Iterable
from typing import Any

import structlog

log = structlog.get_logger(__name__)


class NoPdf(Exception):
    """This machine cannot make PDFs: a library that draws text is not installed."""


class TooLong(Exception):
    """None of the versions offered fits on the sides that it may take."""


def one_page(versions: Iterable[str]) -> bytes:
    """The first of `versions` that fits on one side, as PDF (`on_sides`)."""
    return on_sides(versions, 1)


def on_sides(versions: Iterable[str], most: int) -> bytes:
    """The first of `versions` (HTML documents, the fullest first) that fits on `most` sides.

    Tagged for screen readers (PDF/UA), with the title and the language that the HTML names.
    Raises NoPdf, and TooLong when none fits.
    """
    html, refuse = _weasyprint()
    for version in versions:
        document = html(string=version, url_fetcher=refuse).render(pdf_variant="pdf/ua-1")
        if len(document.pages) <= most:
            return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))
    raise TooLong


def _weasyprint() -> tuple[Callable[..., Any], Any]:
    """Loaded when the first PDF is asked for: it takes memory, and pango may be missing."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        log.warning("no PDF: pango is missing", error=str(error))
        raise NoPdf from error

    class Nothing(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError(f"A PDF fetches nothing, and so not {url[:200]}.")

    return HTML, Nothing(fail_on_errors=False)
