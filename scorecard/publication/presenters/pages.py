"""The pages of an edition as plain data, for whoever reads it: practices, board, public.

All of it comes from `Told`, so no page says what its audience may not know.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator

from indicators.selectors.definitions import data_of
from scorecard.calc.rounding import show
from scorecard.calc.types import Band, Comparison, NoBand
from scorecard.cards.models import OverallBy
from scorecard.cards.presenters.levels import too_little_known
from scorecard.cards.presenters.measure import page_words, percent
from scorecard.cards.presenters.sections import counts_silent, silent_words
from scorecard.charts.words import counted
from scorecard.publication.levels import Audience, Detail
from scorecard.publication.models import EditionIndicator, EditionPractice
from scorecard.publication.presenters.beside import beside_of
from scorecard.publication.presenters.drawing import drawing_of
from scorecard.publication.presenters.lines import line, short_words, too_close
from scorecard.publication.presenters.scores import NOT_PUBLISHED, ScoresTold, scores_told
from scorecard.publication.presenters.whole import bands_words, networks, share_words
from scorecard.publication.selectors.told import WEIGHTED, Told, ToldFigure
from scorecard.publication.selectors.told_parts import BesideTold, hidden_in

Json = dict[str, Any]
ALONE = BesideTold()
ROWS_AT_ONCE = 200
WHOLE = 500  # practices: the table of as many has no pages
NO_INTERVAL = (
    "No margin of chance can be worked out for this kind of figure, so practices are not said to be"
    " better or worse than the area."
)


def contents_page(told: Told, practices: Sequence[EditionPractice]) -> Json:
    """These practices with their overall band, and every indicator of which anything is told."""
    scores = _scores(told, practices, whole=True)
    counted_here = [one for one in told.indicators if one.role == WEIGHTED]
    whole = [one for one in counted_here if told.detail(one) is Detail.AGGREGATE]
    bands = bands_words(told, whole)
    return {
        **told.edition.words,
        "share": share_words(told),
        "tells_scores": told.tells_scores,
        "names": bool(told.named),
        "practices": [
            {
                "code": one.code,
                "name": one.name,
                "postcode": one.postcode,
                "network": one.network_name,
                "overall": scores[one.practice_id].overall,
            }
            for one in practices
        ],
        "indicators": [
            {
                "code": one.code,
                "name": one.name,
                "section": one.domain.section if one.domain else "",
                "domain": one.domain.name if one.domain else "",
                "whole": bands.get(one.definition_id),
            }
            for one in counted_here
        ],
        "sources": sorted({one.definition.source for one in told.indicators} - {""}),
    }


def practice_page(told: Told, practice: EditionPractice) -> Json:
    """One practice: facts and context first, then its results domain by domain."""
    figures = told.of_practice(practice)
    around = told.beside(practice)
    area = told.edition.words["area"]
    lines = [
        (
            one.indicator,
            {
                **line(one),
                "beside": beside_of(one, around.get(one.indicator.definition_id, ALONE), area),
            },
        )
        for one in figures
    ]
    scores = _scores(told, [practice], figures)[practice.practice_id]
    domains = {one.domain_id: one.domain for one in told.named if one.domain}
    return {
        **told.edition.words,
        "practice": {
            "code": practice.code,
            "name": practice.name,
            "postcode": practice.postcode,
            "network": practice.network_name,
            "patients": "" if practice.patients is None else show(practice.patients),
        },
        "atypical": practice.atypical,
        "share": share_words(told),
        "tells_scores": told.tells_scores,
        "short": short_words(figures),
        "says": [one for one in [told.comments.of_whole(practice.practice_id)] if one],
        "overall": scores.overall,
        "how": scores.how,
        "how_says_rule": scores.says_rule,
        "silent": silent_words(_silent(figures)),
        "facts": [shown for item, shown in lines if item.role == "fact"],
        "context": [shown for item, shown in lines if item.role == "context"],
        "workforce": [shown for item, shown in lines if _of_workforce(item)],
        "domains": [
            {
                "heading": _heading(figures, domain.section, first=domain.pk),
                "name": domain.name,
                "weight": percent(domain.weight),
                "score": scores.domains.get(domain.pk),
                "lines": [shown for item, shown in lines if item.domain_id == domain.pk],
            }
            for domain in domains.values()
        ],
        "too_close": too_close(figures),
        "sources": sorted({one.indicator.definition.source for one in figures} - {""}),
    }


def _of_workforce(item: EditionIndicator) -> bool:
    """Who works there stands by the patients as well, where it is not among them already."""
    return item.definition.about == "workforce" and item.role != "context"


def indicator_page(told: Told, indicator: EditionIndicator, at: str | None = None) -> Json:
    """One indicator: what it is, and every practice in one drawing and one table.

    `at`: the table has the practices of this page only; without it all of them, and of very many
    those of the first page.
    """
    data = data_of(indicator.definition)
    figures = told.of_indicator(indicator)
    paged = at is not None or len(figures) > WHOLE
    table = Paginator(figures, ROWS_AT_ONCE).get_page(at) if paged else None
    compared = any(one.outcome.comparison != Comparison.NONE for one in figures)
    words = page_words(
        data,
        indicator.domain.name if indicator.domain else "",
        indicator.weight,
        indicator.period_levels,
    )
    words["indicator"] |= {"code": indicator.code, "version": indicator.definition.number}
    return {
        **told.edition.words,
        **words,
        "comparator": indicator.benchmark_name,
        "compared": compared,
        "why_not_compared": "" if compared or data.sampling != "none" else NO_INTERVAL,
        "lines": [
            {**line(one), "practice": _name(one.practice)}
            for one in (figures if table is None else table)
        ],
        "table": table,
        "shown": _shown(table),
        "chart": drawing_of(indicator, figures),
        "networks": networks(figures),
        "whole": None if figures else bands_words(told, [indicator])[indicator.definition_id],
        "too_close": too_close(figures),
    }


def _shown(table: Page[ToldFigure] | None) -> str:
    """Which practices of how many the table has, where it has not all of them."""
    if table is None or not table.has_other_pages():
        return ""
    return f"{table.start_index():,} to {table.end_index():,} of {table.paginator.count:,}"


def _name(practice: EditionPractice | None) -> Json | None:
    return {"code": practice.code, "name": practice.name} if practice else None


def _scores(
    told: Told,
    practices: Sequence[EditionPractice],
    figures: Sequence[ToldFigure] = (),
    *,
    whole: bool = False,
) -> dict[int, ScoresTold]:
    """`figures` are those of the one practice of which it is said how its band came about; where
    the `whole` is all that is wanted, nothing is said of domains."""
    if not told.tells_scores:
        nothing = ScoresTold(NOT_PUBLISHED, "", False, defaultdict(lambda: NOT_PUBLISHED))
        return {one.practice_id: nothing for one in practices}
    version = told.edition.card_run.version
    # Who reads itself is told every figure there is: what is hidden stands among them.
    itself = told.audience is Audience.OWN and bool(figures)
    hidden = hidden_in(figures) if itself else told.hidden(practices)
    items = [one.indicator for one in figures]
    states = {one.indicator.pk: one.outcome.no_band for one in figures}
    by_reds = version.overall_by != OverallBy.SCORE
    reds = told.reds(practices) if by_reds else {}
    return {
        practice: scores_told(
            version,
            scores,
            hidden[practice],
            too_little_known(items, states, scores),
            reds.get(practice, 0),
        )
        for practice, scores in told.scores(practices, whole=whole).items()
    }


def _silent(figures: Sequence[ToldFigure]) -> list[EditionIndicator]:
    """What was due and not returned, of what counts in the whole."""
    return [
        one.indicator
        for one in figures
        if one.indicator.domain
        and one.indicator.domain.weight
        and one.outcome.no_band == NoBand.NOT_RETURNED
    ]


def _heading(figures: Sequence[ToldFigure], section: str, *, first: int) -> Json | None:
    """The heading of a section above its first domain, with its number of reds."""
    inside = [one for one in figures if one.indicator.domain and one.indicator.domain.section]
    here = [one for one in inside if one.indicator.domain.section == section]  # type: ignore[union-attr]
    if not section or not here or here[0].indicator.domain_id != first:
        return None
    return {"name": section, "reds": counted(sum(map(_is_red, here)), "red", "reds")}


def _is_red(one: ToldFigure) -> bool:
    silent = one.outcome.no_band == NoBand.NOT_RETURNED and counts_silent(one.indicator)
    return bool(one.indicator.weight) and (one.outcome.band == Band.RED or silent)
