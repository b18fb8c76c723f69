"""What is said of all practices together: bands counted, the share that is published, networks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from indicators.explaining import Outcome, value_words
from indicators.selectors.definitions import data_of
from scorecard.calc.telling import finest, parts_of
from scorecard.calc.types import Band, NoBand
from scorecard.publication.levels import Audience, Detail
from scorecard.publication.models import EditionIndicator
from scorecard.publication.selectors.told import Told, ToldFigure

Json = dict[str, Any]
ORDER = (Band.GREEN, Band.AMBER, Band.RED, Band.NONE)
_NAMES = {
    Band.GREEN: "● Green",
    Band.AMBER: "▲ Amber",
    Band.RED: "◆ Red",
    Band.NONE: "No band",
}
APART = ((0,), (1,), (2,), (3,))
GREEN_OR_NOT = ((0,), (1, 2), (3,))
SILENT = "How many practices are in which band would tell of single ones."


def share_words(told: Told) -> str:
    """ "12 of 15 measures are published practice by practice", and why the others are not."""
    named, of = told.share
    if told.audience is not Audience.PUBLIC or not of:
        return ""
    if named == of:
        return f"All {of} measures of this scorecard are published practice by practice."
    whole = sum(told.detail(one) is not Detail.NAMED for one in told.indicators if one.weight)
    some = " Of some of them the area as a whole is told." if whole else ""
    return (
        f"{named} of {of} measures are published practice by practice; the others are not, because"
        f" the commissioner decided so.{some}"
    )


def bands_words(told: Told, indicators: Sequence[EditionIndicator]) -> dict[int, Json]:
    """By definition id how many practices are in which band, and what all add up to, where that may
    be told."""
    counts, values = told.bands(indicators), told.together()
    return {
        one.definition_id: {
            **band_counts(counts[one.definition_id]),
            "value": _together(one, values.get(one.definition_id)),
        }
        for one in indicators
        if one.definition_id in counts
    }


def _together(indicator: EditionIndicator, value: float | None) -> str:
    data = data_of(indicator.definition)
    if value is None or data.kind in ("fact", "yes_no"):
        return ""
    return value_words(data, Outcome(Band.NONE, NoBand.NO_DATA, value=value))


def band_counts(counts: Mapping[int, int]) -> Json:
    """Bands with their numbers of practices, as fine as it tells of nobody; else why not."""
    sizes = [counts.get(band, 0) for band in ORDER]
    split = finest(parts_of(*sizes), (APART, GREEN_OR_NOT))
    if split is None:
        return {"bands": [], "why": SILENT}
    parts = [
        {"bands": [int(ORDER[row]) for row in rows], "count": sum(sizes[row] for row in rows)}
        for rows in split
    ]
    return {"bands": [one for one in parts if one["count"]], "why": ""}


def networks(figures: Sequence[ToldFigure]) -> list[Json]:
    """Networks by name with how many of their practices are in which band; all are named here."""
    found: dict[str, Counter[int]] = {}
    for one in figures:
        if one.practice and one.practice.network_name:
            found.setdefault(one.practice.network_name, Counter())[one.outcome.band] += 1
    if len(found) < 2:
        return []
    return [
        {"name": name, "counts": [(_NAMES[band], counts[band]) for band in ORDER]}
        for name, counts in sorted(found.items())
    ]
