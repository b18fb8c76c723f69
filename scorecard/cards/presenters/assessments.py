"""All weighted indicators of a year with what was computed, proposed and signed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from indicators.assessing import Assessed, assess
from indicators.definitions import DefinitionData
from indicators.models import Assessment, Definition
from practices.models import Commissioner
from scorecard.calc.assessment import Proposal
from scorecard.calc.rounding import show
from scorecard.cards.models import CardItem
from scorecard.cards.selectors.assessments import AssessedYear, signed_for, weighted_items
from scorecard.cards.selectors.evidence import evidence_of
from scorecard.charts.words import SHORT_UNITS, figure_with_unit

PROPOSALS = {Proposal.LOW_NUMBERS: "low numbers", Proposal.PLATEAUED: "plateaued"}
HEADINGS = {
    "code": "Code",
    "name": "Indicator",
    "domain": "Domain",
    "proposal": "The numbers propose",
    "signed": "Signed",
    "patients": "Patients per practice, median",
    "below": "Below the minimum, % of practices",
    "reliability": "Reliability at the median",
    "median": "Median",
    "spread": "Range of the middle half",
    "near_best": "At or near the best, % of practices",
    "slope": "Change of the median a year",
    "link": "Agreement with its domain",
    "practices": "Practices with a value",
    "unit": "Unit",
}


@dataclass(frozen=True)
class AssessmentRow:
    """One indicator; numbers are rounded as people read them, None is unknown."""

    code: str
    name: str
    url: str
    domain: str
    unit: str
    practices: int
    patients: Decimal | None
    below: Decimal | None
    median: Decimal | None
    spread: Decimal | None
    near_best: Decimal | None
    slope: Decimal | None
    reliability: Decimal | None
    link: Decimal | None
    proposal: str
    signed: str


def assessment_rows(commissioner: Commissioner, year: AssessedYear) -> list[AssessmentRow]:
    items = weighted_items(year)
    evidence = evidence_of(year, items)
    signed = newest_signed(year)
    return [
        _row(
            commissioner,
            year,
            item,
            assess(evidence[item.definition_id]),
            signed.get(item.definition.indicator_id),
        )
        for item in items
    ]


def newest_signed(year: AssessedYear) -> dict[int, Assessment]:
    """By indicator id, the newest signature on this year."""
    found: dict[int, Assessment] = {}
    for one in signed_for(year):
        found.setdefault(one.indicator_id, one)
    return found


def file_rows(rows: Sequence[AssessmentRow]) -> Iterator[list[object]]:
    """The same rows for a file: what the page shows, in the order of HEADINGS."""
    return ([getattr(row, name) for name in HEADINGS] for row in rows)


def proposal_words(proposals: Sequence[Proposal]) -> str:
    return ", ".join(PROPOSALS[one] for one in proposals)


def address_of(commissioner: Commissioner, code: str, year: str) -> str:
    return f"{reverse('assessment', args=[commissioner.code, code])}?year={year}"


def rounded(value: float | None, decimals: int = 0) -> Decimal | None:
    return None if value is None else Decimal(show(value, decimals).replace(",", ""))


def per_cent(share: float | None) -> Decimal | None:
    return None if share is None else rounded(share * 100)


def unit_of(data: Definition | DefinitionData) -> str:
    """The unit of median and spread: of a yes or no it is the share of practices that say yes."""
    return "%" if data.kind == "yes_no" else data.unit


def in_short_unit(number: Decimal, unit: str) -> str:
    """For a crowded cell: a long unit has a column of its own."""
    return figure_with_unit(number, unit if unit in SHORT_UNITS else "", _places(number))


def distance(number: Decimal, unit: str) -> str:
    """A distance on the scale: percentage points are no per cent."""
    if unit == "%":
        return f"{show(number, _places(number))} points"
    return in_short_unit(number, unit)


def _places(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _row(
    commissioner: Commissioner,
    year: AssessedYear,
    item: CardItem,
    found: Assessed,
    signed: Assessment | None,
) -> AssessmentRow:
    definition = item.definition
    decimals = definition.decimals
    return AssessmentRow(
        code=definition.code,
        name=definition.name,
        url=address_of(commissioner, definition.code, year.name),
        domain=item.domain.name if item.domain else "",
        unit=unit_of(definition),
        practices=found.distribution.practices,
        patients=rounded(found.sizes.median),
        below=per_cent(found.sizes.share_below),
        median=rounded(found.distribution.median, decimals),
        spread=rounded(found.distribution.spread, decimals),
        near_best=per_cent(found.distribution.near_best),
        slope=rounded(found.slope.a_year, decimals + 1),
        reliability=rounded(found.at_median, 2),
        link=rounded(found.link.correlation, 2),
        proposal=proposal_words(found.proposals),
        signed=signed.get_verdict_display() if signed else "",
    )
