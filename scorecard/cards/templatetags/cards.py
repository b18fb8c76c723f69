"""Looking a value up by a key that the template holds; what is being consulted on."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import timezone

from practices.models import Commissioner, Practice
from practices.selectors import commissioner_of
from scorecard.cards.models import CardVersion, Consultation
from scorecard.cards.presenters.score_cells import ScoreCell
from scorecard.cards.selectors.agreement import consultations_of, is_over
from scorecard.charts.types import Chart
from scorecard.ui.words import Words

register = template.Library()


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    return mapping.get(key, "")


@register.filter
def for_card(address: str, version: CardVersion | None) -> str:
    """The address of a page about an indicator, for its place on this version."""
    return f"{address}?card={version.pk}" if version else address


@register.filter
def score_of(frozen: Mapping[str, Any]) -> ScoreCell:
    """A score of a release as the cell that the pages of the commissioner show."""
    words = Words(*(frozen[name] for name in ("word", "glyph", "css", "meaning", "public")))
    return ScoreCell(frozen["score"], words, reds=0)


@register.filter
def chart_of(frozen: Mapping[str, Any]) -> Chart:
    """A chart of a release, as it was frozen."""
    return Chart(**frozen)


@register.simple_tag
def open_consultations(place: Commissioner | Practice) -> list[Consultation]:
    """What a commissioner, or that of a practice, takes comments on today."""
    today = timezone.localdate()
    area = commissioner_of(place, today) if isinstance(place, Practice) else place
    return [one for one in consultations_of(area) if not is_over(one, today)] if area else []
