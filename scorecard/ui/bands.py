"""Bands as html: cheap enough for a grid of thousands of cells (no template, no Jinja)."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from scorecard.calc.types import Band, NoBand
from scorecard.ui.standing import STANDINGS, StandingKind
from scorecard.ui.words import Words, band_words

_MARK = '<span class="band__shape" aria-hidden="true">{}</span> {}'


def _mark(words: Words) -> SafeString:
    return format_html(_MARK, words.glyph, words.word)


# Every mark a grid can need, made once.
_MARKS: dict[tuple[int, int], SafeString] = {
    (0, int(reason)): _mark(band_words(Band.NONE, reason)) for reason in NoBand
} | {(int(band), 0): _mark(band_words(band)) for band in Band if band}


# A dozen of them are all there are, and a page has hundreds.
@lru_cache(maxsize=64)
def band_tag(band: int | None, reason: int | None = None) -> SafeString:
    """A label: `● Green`, `○ No data`. `reason` is a NoBand and used where there is no band."""
    words = band_words(band, reason)
    return format_html(
        '<strong class="band band--{}">{}</strong>', words.css, _mark_of(band, reason)
    )


def band_cell(
    band: int | None, reason: int | None = None, figure: str = "", href: str = ""
) -> SafeString:
    """One `td` of a grid: mark above figure, the whole a link when `href` is given."""
    mark, css = _mark_of(band, reason), band_words(band, reason).css
    if figure:
        mark = format_html('{}<span class="band-cell__figure">{}</span>', mark, figure)
    if href:
        mark = format_html('<a class="band-cell__link" href="{}">{}</a>', href, mark)
    return format_html('<td class="band-cell band-cell--{}">{}</td>', css, mark)


def standing_tag(kind: StandingKind) -> SafeString:
    """How far a figure is trusted, beside it: `Verified`; nothing where nobody was asked."""
    if kind in (StandingKind.NONE, StandingKind.NO_WINDOW):
        return SafeString()
    words = STANDINGS[kind]
    return format_html(
        '<strong class="nhsuk-tag nhsuk-tag--{} standing">{}</strong>', words.colour, words.short
    )


def _mark_of(band: int | None, reason: int | None) -> SafeString:
    key = (int(band), 0) if band else (0, int(reason or NoBand.NO_DATA))
    return _MARKS[key]
