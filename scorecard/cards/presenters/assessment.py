"""The assessment of one indicator: what was computed and what people say, side by side."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.urls import reverse

from indicators.assessing import Assessed, Evidence, assess
from indicators.definitions import DefinitionData
from indicators.models import Assessment, Definition
from indicators.periods import parse
from practices.models import Commissioner
from scorecard.calc import assessment as rule
from scorecard.calc.assessment import Proposal
from scorecard.calc.reliability import reliability
from scorecard.calc.rounding import show
from scorecard.calc.types import Sampling
from scorecard.cards.models import CardItem
from scorecard.cards.presenters.assessments import unit_of
from scorecard.cards.presenters.axis import short_name
from scorecard.cards.selectors.assessments import AssessedYear, signatures_of, weighted_item
from scorecard.cards.selectors.evidence import evidence_of
from scorecard.charts.curve import CurvePoint, ReliabilityCurve, reliability_curve
from scorecard.charts.quartiles import QuartileLine, QuartilePoint, quartile_line
from scorecard.charts.types import Chart
from scorecard.charts.words import counted, figure_with_unit

CURVE_POINTS = 60
TEXTS = {
    "fit_with_guidance": "Fit with guidance",
    "other_funding": "Other funding",
    "use_for_planning": "Use for planning",
    "unintended_effects": "Unintended effects",
}
_WHY = {
    Proposal.LOW_NUMBERS: "low numbers, since {}",
    Proposal.PLATEAUED: "plateaued, since the median is near the best possible value, the middle "
    "half of the practices lies close together, and the median has stopped moving",
}
_ON_THE_DRAFT = {
    "retire": ("take it off the draft scorecard", "indicator-off"),
    "collect": ("retire it on the draft scorecard and go on collecting it", "indicator-off"),
    "modify": ("change its definition on the draft scorecard", "indicator-edit"),
}
Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Signature:
    """What one person signed."""

    year: str
    verdict: str
    reason: str
    texts: Rows
    signed: str
    proposed: str


@dataclass(frozen=True)
class AssessmentPage:
    """`computed` are pairs of question and answer; `todo` is what the newest signature asks for on
    the draft, as (words, address), since a signature alone changes no scorecard."""

    definition: Definition
    year: AssessedYear
    proposal: str
    computed: Rows
    distribution: Chart | None
    reliability: Chart | None
    signatures: tuple[Signature, ...]
    todo: tuple[str, str] | None


def assessment_page(commissioner: Commissioner, year: AssessedYear, code: str) -> AssessmentPage:
    """Raises NotFoundInWords when the indicator had no weight in this year."""
    item = weighted_item(year, code)
    definition = item.definition
    evidence = evidence_of(year, [item])[item.definition_id]
    found = assess(evidence)
    signed = list(signatures_of(definition.indicator))
    return AssessmentPage(
        definition=definition,
        year=year,
        proposal=_proposal(found, evidence.data),
        computed=_computed(found, evidence, item),
        distribution=_distribution(definition, found),
        reliability=_reliability(definition, found),
        signatures=tuple(_signature(one) for one in signed),
        todo=_todo(commissioner, definition, signed[0].verdict if signed else ""),
    )


def _todo(
    commissioner: Commissioner, definition: Definition, verdict: str
) -> tuple[str, str] | None:
    if verdict not in _ON_THE_DRAFT:
        return None
    text, name = _ON_THE_DRAFT[verdict]
    return text, reverse(name, args=[commissioner.code, definition.code])


def _proposal(found: Assessed, data: DefinitionData) -> str:
    if not found.proposals:
        return "The numbers propose nothing. That is no verdict: people decide."
    reasons = [_WHY[one].format(_few(found, data)) for one in found.proposals]
    return f"The numbers propose: {'; and '.join(reasons)}. People decide."


def _few(found: Assessed, data: DefinitionData) -> str:
    reasons = []
    share = found.sizes.share_below
    if share is not None and share > rule.MOST_TOO_SMALL:
        least = show(data.minimum_denominator)
        reasons.append(f"{show(share * 100)}% of the practices count fewer than {least}")
    if found.at_median is not None and found.at_median < rule.RELIABLE_FROM:
        reasons.append(
            f"reliability at the median practice is {show(found.at_median, 2)}, below "
            f"{show(rule.RELIABLE_FROM, 2)}"
        )
    return " and ".join(reasons)


def _computed(found: Assessed, evidence: Evidence, item: CardItem) -> Rows:
    data = evidence.data
    return (
        ("Patients per practice", _sizes(found)),
        ("Below the minimum", _below(found, data)),
        ("Median and spread", _spread(found, data)),
        ("At or near the best value", _near(found, data)),
        ("Change a year", _slope(found, data)),
        ("Reliability", _reliable(found, data)),
        ("Agreement with its domain", _link(found, item)),
    )


def _sizes(found: Assessed) -> str:
    sizes = found.sizes
    if sizes.median is None or sizes.lower_quartile is None or sizes.upper_quartile is None:
        return "No denominators are held."
    low, high = show(sizes.lower_quartile), show(sizes.upper_quartile)
    who = counted(sizes.practices, "practice", "practices")
    return f"Median {show(sizes.median)}; the middle half of {who} counts {low} to {high}."


def _below(found: Assessed, data: DefinitionData) -> str:
    if not data.minimum_denominator:
        return "No minimum is agreed."
    if found.sizes.share_below is None:
        return "No denominators are held."
    least = show(data.minimum_denominator)
    return f"{show(found.sizes.share_below * 100)}% of the practices count fewer than {least}."


def _spread(found: Assessed, data: DefinitionData) -> str:
    spread, median = found.distribution.spread, found.distribution.median
    if spread is None or median is None:
        return "No practice has a value with enough patients behind it."
    if data.kind == "yes_no":
        return f"{show(median)}% of the practices answer yes."
    return (
        f"Median {_written(data, median)}; the middle half of the practices spans "
        f"{_difference(data, spread)}."
    )


def _near(found: Assessed, data: DefinitionData) -> str:
    if found.best is None or found.distribution.near_best is None:
        return "There is no best possible value that anybody could name."
    best = f"they answer {'yes' if found.best[0] else 'no'}"
    if data.kind != "yes_no":
        near = _difference(data, rule.NEAR_BEST * found.best[1], 0)
        best = f"within {near} of {figure_with_unit(found.best[0], data.unit, 0)}"
    return f"{show(found.distribution.near_best * 100)}% of the practices: {best}."


def _slope(found: Assessed, data: DefinitionData) -> str:
    if found.slope.a_year is None:
        return (
            f"Not computed: {counted(found.slope.periods, 'period has', 'periods have')} a figure "
            f"of their own by the same definition; it takes {rule.LEAST_PERIODS}."
        )
    rise, decimals = found.slope.a_year, data.decimals + 1
    what = "share of yes" if data.kind == "yes_no" else "median"
    over = f"over {found.slope.periods} periods"
    if show(rise, decimals) == show(0, decimals):
        return f"The {what} stands still, {over}."
    amount = _difference(data, abs(rise), decimals)
    return f"The {what} goes {'up' if rise > 0 else 'down'} by {amount} a year, {over}."


def _reliable(found: Assessed, data: DefinitionData) -> str:
    if found.at_median is None:
        return f"Not computed: {_no_reliability(found, data)}"
    tenth = ""
    if found.at_tenth is not None:
        tenth = f"; {show(found.at_tenth, 2)} at the number that one in ten does not reach"
    return f"{show(found.at_median, 2)} at the median number of patients{tenth}."


def _no_reliability(found: Assessed, data: DefinitionData) -> str:
    if Sampling(data.sampling) is Sampling.NONE:
        return "nobody has said how the figure varies by chance."
    if found.spread.within == 0:
        return "all practices are alike."
    return "fewer than two practices have the counts it takes."


def _link(found: Assessed, item: CardItem) -> str:
    domain = item.domain.name if item.domain else "its domain"
    if found.link.correlation is None:
        return (
            f"Not computed: {counted(found.link.practices, 'practice', 'practices')} with this and "
            f"another indicator of {domain} that differ; it takes {rule.LEAST_PRACTICES}."
        )
    return (
        f"Correlation {show(found.link.correlation, 2)} with the other indicators of {domain}, "
        f"over {found.link.practices} practices."
    )


def _distribution(definition: Definition, found: Assessed) -> Chart | None:
    if definition.kind == "yes_no" or not found.series:
        return None
    points = tuple(
        QuartilePoint(
            short_name(parse(one.code)),
            one.practices,
            one.lower_quartile,
            one.median,
            one.upper_quartile,
        )
        for one in found.series
    )
    title = f"{definition.name}: all practices through the periods"
    return quartile_line(QuartileLine(title, definition.unit, definition.decimals, points))


def _reliability(definition: Definition, found: Assessed) -> Chart | None:
    if found.at_median is None:
        return None
    sizes = found.sizes
    named = (
        ("the practice with fewer patients than nine in ten", sizes.tenth),
        ("the median practice", sizes.median),
        ("the practice at the upper quartile", sizes.upper_quartile),
    )
    points = tuple(
        CurvePoint(label, n, float(reliability(found.spread, n))) for label, n in named if n
    )
    most = max([2 * point.n for point in points] + [min(found.needed or 0, 4 * points[-1].n)])
    numbers = np.linspace(most / CURVE_POINTS, most, CURVE_POINTS)
    curve = zip(numbers.tolist(), reliability(found.spread, numbers).tolist(), strict=True)
    return reliability_curve(
        ReliabilityCurve(
            title=f"{definition.name}: reliability by the number of patients",
            curve=tuple(curve),
            points=points,
            wanted=rule.RELIABLE_FROM,
            needed=found.needed,
        )
    )


def _signature(one: Assessment) -> Signature:
    texts = tuple((label, text) for name, label in TEXTS.items() if (text := getattr(one, name)))
    proposed: list[Any] = one.computed.get("proposals", [])
    return Signature(
        year=one.period.name,
        verdict=one.get_verdict_display(),
        reason=one.reason,
        texts=texts,
        signed=f"{one.signed_by}, {one.signed_at:%-d %B %Y}",
        proposed=", ".join(str(name).replace("_", " ") for name in proposed) or "nothing",
    )


def _written(data: DefinitionData, value: float) -> str:
    return figure_with_unit(value, data.unit, data.decimals)


def _difference(data: DefinitionData, value: float, decimals: int | None = None) -> str:
    """A distance on the scale: percentage points are no per cent."""
    places = data.decimals if decimals is None else decimals
    if unit_of(data) == "%":
        return f"{show(value, places)} percentage points"
    return figure_with_unit(value, data.unit, places)
