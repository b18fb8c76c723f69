"""The scores and bands in a release: nothing of them tells of a figure that is withheld."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from practices.models import Practice
from scorecard.calc import weighting
from scorecard.calc.types import Band, NoBand
from scorecard.cards.models import CardItem, OverallBy, Score
from scorecard.cards.presenters.levels import how_reached, too_little_known
from scorecard.cards.presenters.release_source import Source
from scorecard.cards.presenters.score_cells import score_cell
from scorecard.cards.presenters.sections import counts_silent
from scorecard.charts.words import counted
from scorecard.ui.words import band_words

Json = dict[str, Any]


def overall_of(source: Source, practice: Practice) -> Json:
    """The overall band; without its points where a figure behind it is withheld."""
    overall = next(score for score in source.scores[practice.pk] if score.domain is None)
    hidden = _withheld_in(source, practice.pk)
    if not _is_safe(source, overall, hidden):
        return _NOT_TOLD
    return _score(source, overall, with_points=not hidden)


def domain_score(source: Source, score: Score) -> Json:
    """Nothing of a domain's score where a figure in it is withheld: it would tell the band."""
    if any(item.domain_id == score.domain_id for item in _withheld_in(source, score.practice_id)):
        return _NOT_TOLD
    return _score(source, score, with_points=True)


def _withheld_in(source: Source, practice: int) -> list[CardItem]:
    """The scored indicators whose figure of the practice is withheld."""
    scored = [(item, source.told.get((practice, item.pk))) for item in source.items if item.domain]
    return [item for item, one in scored if one and one.no_band == NoBand.WITHHELD]


def _is_safe(source: Source, overall: Score, hidden: Sequence[CardItem]) -> bool:
    """Whether the overall band tells nothing about the bands that are withheld.

    Where reds are counted it would, if the band were another with a few reds more or less.
    """
    version = source.card_run.version
    counting = sum(bool(item.weight and item.domain and item.domain.weight) for item in hidden)
    if version.overall_by == OverallBy.SCORE or not counting:
        return True
    levels = version.reds_amber_from or 1, version.reds_red_from or 1
    fewest, most = weighting.overall_by_reds(
        [max(overall.reds - counting, 0), overall.reds + counting],
        *levels,
        known=overall.score is not None,
    )
    return bool(fewest == most)


def how_of(source: Source, practice: int) -> str:
    """How the overall band came about; not where that tells of a figure that is not told."""
    overall = next(score for score in source.scores[practice] if score.domain is None)
    version = source.card_run.version
    by_reds = version.overall_by != OverallBy.SCORE
    if _withheld_in(source, practice) or (by_reds and _reds(source, practice) != overall.reds):
        return ""
    states = {
        item.pk: source.told[practice, item.pk].no_band
        for item in source.items
        if (practice, item.pk) in source.told
    }
    unknown = too_little_known(source.items, states, source.scores[practice])
    return how_reached(version, overall.score, overall.band, overall.reds, unknown)


def _reds(source: Source, practice: int) -> int:
    """The reds of the whole that the page shows."""
    silent = [item.pk for item in silent_of(source, practice) if counts_silent(item)]
    return sum(
        item.pk in silent or source.told[practice, item.pk].band == Band.RED
        for item in source.items
        if item.domain and item.weight and item.domain.weight and (practice, item.pk) in source.told
    )


def silent_of(source: Source, practice: int) -> Iterator[CardItem]:
    """What was due from the practice and not returned, of what counts in the whole."""
    for item in source.items:
        told = source.told.get((practice, item.pk))
        if item.domain and item.domain.weight and told and told.no_band == NoBand.NOT_RETURNED:
            yield item


def headings_of(source: Source, practice: int) -> dict[int, Json]:
    """The heading of each section, with its number of reds, by the domain that begins it."""
    found: dict[str, tuple[int, int]] = {}
    for item in source.items:
        told = source.told.get((practice, item.pk))
        if told is None or item.domain is None or not item.domain.section:
            continue
        first, reds = found.get(item.domain.section, (item.domain.pk, 0))
        silent = told.no_band == NoBand.NOT_RETURNED and counts_silent(item)
        is_red = bool(item.weight) and (told.band == Band.RED or silent)
        found[item.domain.section] = first, reds + is_red
    return {
        first: {"name": name, "reds": counted(reds, "red", "reds")}
        for name, (first, reds) in found.items()
    }


def _score(source: Source, score: Score, with_points: bool) -> Json:
    cell = score_cell(score.score, score.band, score.reds, source.card_run.version)
    return {
        "score": cell.score if with_points else "",
        "band": score.band,
        **asdict(cell.words),
    }


_NOT_TOLD: Json = {"score": "", "band": 0, **asdict(band_words(0, NoBand.WITHHELD))}
