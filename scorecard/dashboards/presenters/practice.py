"""One practice's page: the same for commissioner, network and the practice itself.

The order is that of a reader with three minutes: where it stands, what is due, what is good, who
was missed, how far the next level is; then everything, domain by domain.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from indicators.models import Run
from practices.models import Practice
from scorecard.calc.types import Band, NoBand
from scorecard.cards.around import AroundOne
from scorecard.cards.models import CardItem, CardRun, CardVersion, Score
from scorecard.cards.presenters.certainty import note_of
from scorecard.cards.presenters.eligibility import StandingLine
from scorecard.cards.presenters.eligibility import standings as standings_on
from scorecard.cards.presenters.levels import how_reached, overall_rule, too_little_known
from scorecard.cards.presenters.movement import (
    Before,
    before_of,
    movement_words,
    overall_movement,
    score_chart,
)
from scorecard.cards.presenters.score_cells import ScoreCell, score_cell
from scorecard.cards.presenters.sections import Heading, headings, silent_words
from scorecard.cards.presenters.what_changed import changed_line
from scorecard.cards.selectors.around import around_practice, tells_of_few, without_area
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.charts.spine import drawing
from scorecard.charts.types import Chart, Spine, SpineRow
from scorecard.dashboards.presenters.beside import (
    DueLine,
    SaidLine,
    due_lines,
    list_rows,
    said_lines,
)
from scorecard.dashboards.presenters.care_gaps import GapLine, gap_lines
from scorecard.dashboards.presenters.key_messages import KeyMessages, key_messages
from scorecard.dashboards.presenters.practice_lines import (
    Line,
    hidden_words,
    line_of,
    spine_row,
)
from scorecard.dashboards.presenters.readers import PageReader
from scorecard.dashboards.presenters.trends import Trends, trends_of
from scorecard.dashboards.selectors.beside import Beside, beside, runs_up_to, scores_in
from scorecard.dashboards.selectors.one_practice import Held, held_in, points_before
from scorecard.dashboards.selectors.results_wide import is_prepared_run
from scorecard.publication.presenters.due import Asked, due_of

WAITS = "Where the others stand is being worked out still; open this page again in a few minutes."


@dataclass(frozen=True)
class DomainBlock:
    """A domain; `heading` is that of the section which it begins, `silent` says what counts as
    red because it was not returned, `spine` puts the practice beside the area."""

    pk: int
    heading: Heading | None
    name: str
    weight: str
    score: ScoreCell
    coverage: str
    movement: str
    silent: str
    spine: Chart
    lines: tuple[Line, ...]

    @property
    def drawing(self) -> str:
        return f"spine-{self.pk}"


@dataclass(frozen=True)
class PracticeResults:
    """`how` says how the overall band came about, `rule` by which rule; `counts` are how many
    weighted indicators are green, amber, red and without a band; `not_told` says of what of the
    area too few have a figure."""

    overall: ScoreCell
    how: str
    rule: str
    movement: str
    silent: str
    coverage: str
    counts: tuple[tuple[str, int], ...]
    messages: KeyMessages
    gaps: tuple[GapLine, ...]
    domains: tuple[DomainBlock, ...]
    conditions: tuple[StandingLine, ...]
    collected: tuple[Line, ...]
    context: tuple[Line, ...]
    workforce: tuple[Line, ...]
    facts: tuple[Line, ...]
    trend_note: str
    not_told: str

    @property
    def has_england(self) -> bool:
        """Whether a figure for England is held on anything here."""
        of_domains = (line for domain in self.domains for line in domain.lines)
        return any(line.england for line in (*of_domains, *self.collected, *self.context))


@dataclass(frozen=True)
class _Read:
    """What was read of one practice in one run, and made into lines."""

    version: CardVersion
    held: Sequence[Held]
    lines: Mapping[str, Line]
    rows: Mapping[str, SpineRow]
    scores: Sequence[Score]
    before: Before | None
    trends: Trends
    waits: bool

    def of(self, role: str) -> tuple[Line, ...]:
        return tuple(self.lines[one.code] for one in self.held if one.item.role == role)

    def workforce(self) -> tuple[Line, ...]:
        """Who works there, whatever it counts for on the card."""
        return tuple(self.lines[one.code] for one in self.held if one.data.about == "workforce")

    def silent(self) -> list[Held]:
        """What was due and not returned."""
        return [one for one in self.held if one.outcome.no_band == NoBand.NOT_RETURNED]


def practice_context(
    practice: Practice, periods: BandedPeriods | None, today: dt.date, reader: PageReader
) -> dict[str, Any]:
    """What the page shows; `results` is None where there are none. How far figures are trusted is
    that of `today`, whenever they were banded."""
    context: dict[str, Any] = {"practice": practice, "periods": periods, "results": None}
    if periods is None:
        return context
    known = beside(practice, periods.current, today)
    context |= {
        "lists": list_rows(known),
        "atypical": known.atypical,
        "network_name": known.network,
    }
    scores = scores_in(periods, practice)
    own = scores.get(periods.current.pk)
    if not own:
        return context
    read, note = _read(practice, periods, today, reader, known, scores, own)
    return {
        **context,
        "results": _results(read, known.conditions),
        "rows": read.rows,
        "chart": _score_chart(periods, scores, practice),
        "certainty_note": note,
        "again": _again(periods, practice, known) if reader.own else "",
        **_in_confidence(practice, periods, known, today, reader),
    }


def _again(periods: BandedPeriods, practice: Practice, known: Beside) -> str:
    """What banding its period again changed for the practice; empty where it was banded once."""
    return changed_line(periods, practice, Run(pk=known.base)) if known.base else ""


def _in_confidence(
    practice: Practice, periods: BandedPeriods, known: Beside, today: dt.date, reader: PageReader
) -> dict[str, tuple[DueLine, ...] | tuple[SaidLine, ...]]:
    """What is due and what was said: between the practice and its commissioner only. Another
    commissioner of the practice, before or after, does not read what this one asks for."""
    if not reader.in_confidence:
        return {"due": (), "said": ()}
    asks = periods.current.run.commissioner_id
    asked = Asked(known.waiting, known.to_verify, known.to_reply)
    found = due_of(practice, today, asked)
    due = [one for one in found if reader.own or one.asked_by == asks]
    return {
        "due": due_lines(due, reader, today),
        "said": said_lines(known.said, reader),
    }


def _read(
    practice: Practice,
    periods: BandedPeriods,
    today: dt.date,
    reader: PageReader,
    known: Beside,
    scores: Mapping[int, Sequence[Score]],
    own: Sequence[Score],
) -> tuple[_Read, str]:
    card_run, previous = periods.current, periods.previous
    held = held_in(card_run, practice, today)
    runs = runs_up_to(periods)
    trends = trends_of(held, runs, points_before(runs, practice))
    around = known.around or _worked_out(card_run, practice, held)
    if reader.sees:
        around = without_area(around, tells_of_few(card_run, reader.sees))
    rows = {one.code: spine_row(one, around) for one in held}
    links = reader.links(card_run.run.period.code)
    lines = {one.code: line_of(one, links, reader.numbers, trends, rows[one.code]) for one in held}
    before = before_of(previous, scores.get(previous.pk, ()) if previous else ())
    certain = [one for one in held if one.certainty]
    note = "" if known.worked_out else note_of(card_run.run, certain, reader.numbers)
    waits = not known.around and is_prepared_run(card_run.run)
    return _Read(card_run.version, held, lines, rows, own, before, trends, waits), note


def _worked_out(card_run: CardRun, practice: Practice, held: Sequence[Held]) -> AroundOne:
    """In the minute between a banding run and the job that stores this; of a nation nothing is
    known until then."""
    if is_prepared_run(card_run.run):
        return AroundOne({}, {})
    definitions = {one.definition_id: one.data for one in held}
    context = [one.definition_id for one in held if one.says_who_is_alike]
    return around_practice(card_run, practice.pk, definitions, context)


def _results(read: _Read, conditions: bool) -> PracticeResults:
    version, overall = read.version, read.scores[0]
    weighted = [one.item for one in read.silent() if one.item.weight]
    bands = {one.definition_id: (one.outcome.band, one.outcome.no_band) for one in read.held}
    states = {one.item.pk: one.outcome.no_band for one in read.held}
    unknown = too_little_known([one.item for one in read.held], states, read.scores[1:])
    hrefs = {code: line.href for code, line in read.lines.items()}
    return PracticeResults(
        overall=score_cell(overall.score, overall.band, overall.reds, version),
        how=how_reached(version, overall.score, overall.band, overall.reds, unknown),
        rule=overall_rule(version),
        movement=overall_movement(version, overall, read.before),
        silent=silent_words(weighted),
        coverage=f"{overall.coverage:.0%}",
        counts=_counts(read.held),
        messages=key_messages(read.held, read.lines, read.rows),
        gaps=gap_lines(read.held, hrefs),
        domains=_domains(read),
        conditions=standings_on(version, bands) if conditions else (),
        collected=read.of(CardItem.Role.COLLECTED),
        context=tuple(read.lines[one.code] for one in read.held if one.says_who_is_alike),
        workforce=read.workforce(),
        facts=read.of(CardItem.Role.FACT),
        trend_note=read.trends.note,
        not_told=WAITS if read.waits else hidden_words(read.held, read.rows),
    )


def _counts(held: Sequence[Held]) -> tuple[tuple[str, int], ...]:
    bands = [one.outcome.band for one in held if one.item.role == CardItem.Role.WEIGHTED]
    words = {"green": Band.GREEN, "amber": Band.AMBER, "red": Band.RED, "without a band": Band.NONE}
    return tuple((word, bands.count(band)) for word, band in words.items())


def _domains(read: _Read) -> tuple[DomainBlock, ...]:
    above = headings(read.scores[1:])
    area = read.version.scorecard.commissioner.name
    inside = {
        pk: list(group) for pk, group in groupby(read.held, key=lambda one: one.item.domain_id)
    }
    return tuple(
        _domain(read, score, inside.get(score.domain_id, []), above, area)
        for score in read.scores[1:]
    )


def _domain(
    read: _Read, score: Score, held: Sequence[Held], above: Mapping[int, Heading], area: str
) -> DomainBlock:
    domain = score.domain
    if domain is None:
        raise ValueError("A domain's score needs its domain.")
    silent = [one.item for one in read.silent() if one.item.domain_id == domain.pk]
    rows = tuple(read.rows[one.code] for one in held)
    return DomainBlock(
        pk=domain.pk,
        heading=above.get(domain.pk),
        name=domain.name,
        weight=f"{domain.weight.normalize():f}%",
        score=score_cell(score.score, score.band, score.reds, read.version),
        coverage=f"{score.coverage:.0%}",
        movement=movement_words(read.version, score.score, read.before, domain.name),
        silent=silent_words(silent),
        spine=drawing(Spine(f"{domain.name} beside {area}", area, rows)),
        lines=tuple(read.lines[one.code] for one in held),
    )


def _score_chart(
    periods: BandedPeriods, scores: Mapping[int, Sequence[Score]], practice: Practice
) -> Chart | None:
    history = [(run, scores[run.pk][0]) for run in runs_up_to(periods) if run.pk in scores]
    return score_chart(history, practice.name)
