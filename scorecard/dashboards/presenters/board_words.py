"""The paragraphs of a board paper: plain sentences that can be pasted anywhere."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from scorecard.calc.rounding import show
from scorecard.calc.telling import FEW, MANY, Split
from scorecard.calc.types import Band
from scorecard.cards.models import CardRun
from scorecard.charts.words import counted
from scorecard.dashboards.presenters.board_gaps import Gap
from scorecard.dashboards.presenters.board_numbers import Bands, Completeness, Told
from scorecard.ui.words import NO_BANDS

MOST_LISTED = 6
POINTS = "percentage point", "percentage points"
TOO_FEW = (
    f"Numbers that {FEW} practices stand behind are left out or put together with others, and so"
    f" is what fewer than {MANY} practices have all alike, so that none can be recognised."
)


def percent(part: float, of: float) -> str:
    return f"{show(100 * part / of)}%" if of else "none"


def green_words(bands: Bands, period: str) -> str:
    def part(number: int) -> str:
        return f"{show(number)} ({percent(number, bands.banded)})"

    others = (
        f" and {part(bands.not_green)} amber or red"
        if bands.amber is None or bands.red is None
        else f", {part(bands.amber)} amber and {part(bands.red)} red"
    )
    return (
        f"In {period}, {show(bands.green)} of {counted(bands.banded, 'figure', 'figures')} with a"
        f" band ({percent(bands.green, bands.banded)}) are green{others}, in an area of"
        f" {counted(bands.practices, 'practice', 'practices')}."
    )


def trend_words(line: Sequence[tuple[CardRun, Bands | None]]) -> str:
    """Where the share of green came from; nothing with one period."""
    known = [(run.run.period.name, one) for run, one in line if one is not None]
    if len(known) < 2:
        return "There is no earlier period of the same length to compare with."
    (first, then), (_, now) = known[0], known[-1]
    before, last = known[-2]
    said = f"The share of green was {show(last.share)}% in {before}{_moved(last.share, now.share)}"
    if len(known) > 2:
        said += f", and {show(then.share)}% in {first}"
    return f"{said}."


def _moved(then: float, now: float) -> str:
    """By points as they are shown, so that the paper adds up."""
    change = int(show(now).replace(",", "")) - int(show(then).replace(",", ""))
    if not change:
        return ", the same as now"
    way = "up" if change > 0 else "down"
    return f", so it went {way} by {counted(abs(change), *POINTS)}"


def overall_words(split: Split | None, bands: Mapping[Band, int], rule: str) -> str:
    """Practices by their band as a whole; `split` says which of `bands` may be told apart."""
    if split is None:
        return f"How many practices have which band as a whole cannot be told. {rule}"
    numbers = list(bands.values())
    sums = [sum(numbers[at] for at in part) for part in split]
    green = counted(sums[0], "is", "are")
    middle = {
        4: lambda: f"{show(sums[1])} amber and {show(sums[2])} red",
        3: lambda: f"{show(sums[1])} amber or red",
        2: lambda: f"{show(sums[1])} amber, red or without a band",
    }[len(split)]()
    none = sums[-1] if len(split) > 2 else 0
    without = f"; {counted(none, 'has', 'have')} no band: too little is known" if none else ""
    return (
        f"Of {counted(sum(numbers), 'practice', 'practices')} as a whole, {green} green,"
        f" {middle}{without}. {rule}"
    )


def domain_words(domains: Sequence[Told]) -> str:
    known = [(one.name, one.bands) for one in domains if one.bands and one.bands.banded]
    if not known:
        return "No domain has results that can be told."
    ordered = sorted(known, key=lambda one: -one[1].share)
    parts = [f"{name} {show(bands.share)}%" for name, bands in ordered]
    said = f"Share of green by domain, highest first: {'; '.join(parts)}."
    left = [one.name for one in domains if one.bands is None and not one.empty]
    return f"{said} Not told: {', '.join(left)}." if left else said


def fifth_words(fifths: Sequence[Told], source: str) -> str:
    if not source:
        return "This scorecard has no deprivation score, so nothing is said of inequality."
    most, least = fifths[0].bands, fifths[-1].bands
    if most is None or least is None or not most.banded or not least.banded:
        return "The share of green in the most and the least deprived fifth cannot be told."
    apart = int(show(most.share)) - int(show(least.share))
    gap = (
        "the same"
        if not apart
        else f"{counted(abs(apart), *POINTS)} {'more' if apart > 0 else 'fewer'}"
    )
    return (
        f"Among practices in the most deprived fifth {show(most.share)}% of the figures are green,"
        f" in the least deprived fifth {show(least.share)}%: {gap}. {source}"
    )


def gap_words(gaps: Sequence[Gap]) -> str:
    """On how many indicators results go with deprivation, by a line through all practices."""
    told = [one for one in gaps if not np.isnan(one.numbers[2])]
    if not told:
        return ""
    worse = [one.name for one in told if one.worse is True]
    better = [one.name for one in told if one.worse is False]
    said = (
        f"A line through all practices from the least to the most deprived could be drawn for"
        f" {counted(len(told), 'indicator', 'indicators')}. More deprivation goes with worse"
        f" figures on {show(len(worse))} of them, by more than chance explains{_list(worse)}"
    )
    return f"{said}; with better ones on {show(len(better))}{_list(better)}."


def _list(names: Sequence[str]) -> str:
    if not names:
        return ""
    more = f", and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return f" ({', '.join(names[:MOST_LISTED])}{more})"


def complete_words(found: Completeness) -> str:
    if not found.due:
        return "No figure was due."
    if not found.told:
        share = "every" if 2 * found.banded > found.due else "no"
        return f"Nearly {share} figure that was due has a band."
    said = (
        f"{show(found.banded)} of {show(found.due)} figures that were due have a band"
        f" ({percent(found.banded, found.due)})"
    )
    why = [f"{show(number)} {NO_BANDS[one].word.lower()}" for one, number in found.reasons]
    return f"{said}; the others: {', '.join(why)}." if why else f"{said}."


def names_words(highest: Sequence[str], lowest: Sequence[str]) -> Iterator[str]:
    if highest:
        yield f"The highest overall scores: {', '.join(highest)}."
    if lowest:
        yield f"The lowest overall scores: {', '.join(lowest)}."
