"""Looking a value up by a key that the template holds."""

from collections.abc import Mapping
from typing import Any

from django import template

from scorecard.cards.presenters.grid import ScoreCell
from scorecard.charts.types import Chart
from scorecard.ui.words import Words

register = template.Library()


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    return mapping.get(key, "")


@register.filter
def score_of(frozen: Mapping[str, Any]) -> ScoreCell:
    """A score of a release as the cell that the pages of the commissioner show."""
    words = Words(*(frozen[name] for name in ("word", "glyph", "css", "meaning", "public")))
    return ScoreCell(frozen["score"], words, reds=0)


@register.filter
def chart_of(frozen: Mapping[str, Any]) -> Chart:
    """A chart of a release, as it was frozen."""
    return Chart(**frozen)
