"""What an indicator measures, how it is banded, whence its figures come and how old they are."""

from collections.abc import Sequence

from django.utils import timezone

from indicators import legends
from indicators.legends import widened
from indicators.presenters.words import moment
from scorecard.calc import assessment
from scorecard.calc.assessment import LEAST_PERIODS
from scorecard.calc.rounding import show
from scorecard.calc.types import NoBand, Polarity
from scorecard.charts.words import figure_with_unit
from scorecard.dashboards.presenters.indicator.reading import Reading
from scorecard.dashboards.selectors.indicator_rows import Arrival

# From so many practices at or near the best value on, hardly anybody is told apart.
MOST_AT_THE_BEST = 0.9
_POLARITY = {"high": "A higher figure is better.", "low": "A lower figure is better."}
_SAMPLING = {
    "proportion": "As a share of people: Wilson's interval.",
    "poisson": "As a count of independent events: exact Poisson below 10, Byar's from there on.",
    "mean": "As a mean of people: Student's t.",
    "none": "Nobody has said how, so there are no intervals and no funnel.",
}
Rows = list[tuple[str, str]]


def about_rows(reading: Reading, arrivals: Sequence[Arrival]) -> Rows:
    """The definition as a list of pairs; only what is known."""
    data, definition = reading.data, reading.definition
    pairs = (
        ("What it is", data.description),
        ("Why", data.rationale),
        ("On whose word", data.evidence),
        ("Counted (numerator)", data.numerator),
        ("Out of (denominator)", data.denominator),
        ("Which way is good", _POLARITY.get(data.polarity, "Nobody judges it: it is context.")),
        ("How it is banded", legends.legend(data, reading.rows.banded.levels)),
        ("Who agreed the levels", data.bands_agreed),
        ("Compared with", reading.rows.banded.benchmark_name),
        ("How it varies by chance", " ".join((_SAMPLING[data.sampling], widened(data))).strip()),
        ("Fewest to band", show(data.minimum_denominator) if data.minimum_denominator else ""),
        ("Source", data.source),
        ("Supplied by", definition.get_supplied_by_display()),
        ("Figures came from", _sources(arrivals)),
        ("Definition", f"Version {definition.number}"),
        ("Banded", moment(reading.periods.current.run.finished_at)),
    )
    return [(name, value) for name, value in pairs if value]


def _sources(arrivals: Sequence[Arrival]) -> str:
    told = [
        f"{_SOURCES.get(one.source, one.source)}: {show(one.figures)},"
        f" the newest of {timezone.localtime(one.newest):%-d %B %Y}"
        for one in arrivals
    ]
    return "; ".join(told) or "Nobody has a figure."


_SOURCES = {"return": "practices' returns", "query": "corrections after a query", "": "entered"}


def topped_out(reading: Reading) -> str:
    """A sentence where nearly everybody is at or near the best possible value; else ""."""
    data, rows = reading.data, reading.rows
    best = assessment.best_possible(data.kind, Polarity(data.polarity), data.multiplier)
    seen = rows.has_value & rows.typical & (rows.states != NoBand.TOO_FEW)
    describe = assessment.answers if data.kind == "yes_no" else assessment.distribution
    found = describe(rows.value[seen], best)
    enough = found.practices >= assessment.LEAST_PRACTICES
    if best is None or found.near_best is None or not enough or found.near_best < MOST_AT_THE_BEST:
        return ""
    near = figure_with_unit(assessment.NEAR_BEST * best[1], "", 0)
    unit = "percentage points" if data.unit == "%" or data.kind == "yes_no" else data.unit
    where = (
        f"answer {'yes' if best[0] else 'no'}"
        if data.kind == "yes_no"
        else f"are within {near} {unit} of {figure_with_unit(best[0], data.unit, 0)}"
    )
    return (
        f"Topped out: {show(found.near_best * 100)}% of the practices {where}, the best there can"
        " be, so it hardly tells practices apart. Whether its median still moves, over"
        f" {LEAST_PERIODS} periods or more, stands in its yearly assessment."
    )
