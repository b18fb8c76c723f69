"""Sources and their differences in words, the same on every page."""

from collections.abc import Mapping

from django.utils import timezone

from indicators.differences import Difference
from indicators.models import SourceAgreement
from indicators.presenters.words import day
from indicators.returns.due import DueIndicator
from scorecard.calc.rounding import show, show_apart
from scorecard.charts.words import figure_with_unit


def source_words(source: str, titles: Mapping[str, str]) -> str:
    """A source as people call it; a name that nobody gave a title stands for itself."""
    return titles.get(source, source)


def amount_words(amount: float, indicator: DueIndicator) -> str:
    """A distance on the scale, with its sign: +1.2 points, -£3.40; 0 has none.

    With as many decimals as it takes: two figures that differ are never "0.0" apart.
    """
    size = abs(amount)
    _, shown = show_apart(0, size, indicator.decimals)
    decimals = len(shown.partition(".")[2])
    sign = "+" if amount > 0 else "-" if amount < 0 else ""
    if indicator.unit == "%":
        return f"{sign}{shown} points"
    return f"{sign}{figure_with_unit(size, indicator.unit, decimals)}"


def difference_words(found: Difference, indicator: DueIndicator) -> str:
    """The difference in the unit and in per cent: "+1.2 points (+1.5%)"."""
    if not found.differs:
        return "The same"
    if found.absolute is None:
        return "Not a number in both"
    amount = amount_words(found.absolute, indicator)
    return f"{amount} ({relative_words(found)})" if found.relative is not None else amount


def relative_words(found: Difference) -> str:
    """The difference as a share of the figure that counts; empty where there is none."""
    if found.relative is None:
        return ""
    sign = "+" if found.relative > 0 else "-" if found.relative < 0 else ""
    return f"{sign}{show(abs(found.relative) * 100, 1)}%"


def agreement_words(agreement: SourceAgreement | None, titles: Mapping[str, str]) -> str:
    """Which source counts, who agreed it with whom, when and why."""
    if agreement is None:
        return "Not agreed yet: the figure that came first counts."
    source = source_words(agreement.source, titles)
    whose = f" for {agreement.practice}" if agreement.practice else ""
    when = f" in {agreement.period}" if agreement.period else ""
    with_whom = f" with {agreement.agreed_with}" if agreement.agreed_with else ""
    on = day(timezone.localdate(agreement.agreed_at))
    return (
        f"“{source}” counts{whose}{when}. Agreed{with_whom} by {agreement.agreed_by} on {on}: "
        f"{agreement.reason}"
    )
