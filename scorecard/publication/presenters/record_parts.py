"""Parts of a sign-off record in words: who is told how much, and the time to reply."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator

from django.utils import timezone

from indicators.presenters.words import day, moment
from scorecard.calc.rounding import show
from scorecard.calc.types import NoBand
from scorecard.charts.words import counted
from scorecard.publication.levels import AUDIENCES, CHOSEN, DETAILS, Audience, Detail, Levels
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import EditionStep
from scorecard.publication.presenters.record_row import RecordRow
from scorecard.publication.reply_time import left_out, working_days
from scorecard.publication.selectors.record import Facts
from scorecard.publication.selectors.told import Told
from scorecard.publication.selectors.told_lost import different
from scorecard.ui.words import NO_BANDS


def audience_rows(facts: Facts, levels: Levels) -> Iterator[RecordRow]:
    """For each audience how many measures it is told of and how, and how many figures."""
    whole = Told(facts.edition, Audience.OWN)
    every = {one.definition_id for one in whole.indicators}
    states = whole.states()
    for audience in CHOSEN:
        told = Told(facts.edition, audience)
        by_detail = Counter(told.detail(one) for one in told.indicators)
        by_detail[Detail.NOTHING] = len(every) - by_detail.total()
        measures = "; ".join(
            f"{counted(by_detail[detail], 'measure', 'measures')}: {words}"
            for detail, words in sorted(DETAILS.items(), reverse=True)
            if by_detail[detail]
        )
        named = {one.definition_id for one in told.named}
        yield RecordRow(
            AUDIENCES[audience].capitalize(),
            detail=f"{measures}. {figures_words(states, named)}"
            f" Results as a whole: {DETAILS[levels.detail(audience)]}.",
        )


def figures_words(states: list[tuple[int, int, int]], named: set[int]) -> str:
    """How many figures are told by name, and why the others are not."""
    total = sum(number for *_, number in states)
    here: Counter[int] = Counter()
    for definition, state, number in states:
        if definition in named:
            here[state] += number
    small = here[NoBand.WITHHELD]
    without = [
        f"{show(number)} {NO_BANDS[NoBand(state)].word.lower()}"
        for state, number in sorted(here.items())
        if state not in (NoBand.BANDED, NoBand.WITHHELD)
    ]
    reasons = f", {', '.join(without)}" if without else ""
    return (
        f"Of {counted(total, 'figure', 'figures')} {show(here.total() - small)} stand by name"
        f" ({show(here[NoBand.BANDED])} with a band{reasons}), {show(small)} withheld so"
        f" that nobody can be recognised, {show(total - here.total())} not by name because the"
        " level says so."
    )


def time_words(step: EditionStep, before: EditionStep | None = None) -> str:
    """The time to reply with what did not count, or the time that was set. After a preview, which
    is `before`, only what was added to it."""
    if step.until is None:
        return ""
    if step.step == Step.SCHEDULED:
        return f"For {moment(step.until)}."
    if before and before.until and before.step == step.step == Step.PREVIEW:
        return _added_words(before.until, step.until)
    return f"Open {reply_words(step)}."


def _added_words(told: dt.datetime, until: dt.datetime) -> str:
    """ "5 working days more: until 7 December 2026 instead of 30 November 2026."."""
    first, last = timezone.localdate(told), timezone.localdate(until)
    days = counted(working_days(first, last), "working day", "working days")
    return f"{days} more: until {day(last)} instead of {day(first)}{_without(first, last)}."


def _without(first: dt.date, last: dt.date) -> str:
    bank = "; ".join(f"{day(one)}, {name}" for one, name in left_out(first, last))
    return f", without {bank}" if bank else ""


def different_rows(facts: Facts, audiences: Collection[Audience]) -> Iterator[RecordRow]:
    """How many figures a correction changes, of those that each audience is told by name."""
    edition = facts.edition
    if edition.corrects is None:
        return
    found = different(edition.corrects, edition)
    for audience in audiences:
        named = {one.definition_id for one in Told(edition, audience).named}
        number = sum(count for pk, count in found.items() if pk in named)
        figures = counted(number, "figure or its band", "figures or their bands")
        yield RecordRow(
            "Changed by the correction",
            detail=f"Of what {AUDIENCES[audience]} {_is(audience)} told by name {figures}"
            f" {'is' if number == 1 else 'are'} not as in edition {edition.corrects.number}.",
        )


def _is(audience: Audience) -> str:
    return "are" if audience is Audience.PRACTICES else "is"


def reply_words(preview: EditionStep, since: dt.datetime | None = None) -> str:
    """ "for reply from 4 August to 16 September 2026 (30 working days; ... not counted)".

    `since`: when the time began, if not with this step.
    """
    if preview.until is None:
        return ""
    shown, until = timezone.localdate(since or preview.at), timezone.localdate(preview.until)
    days = counted(working_days(shown, until), "working day", "working days")
    return f"for reply from {day(shown)} to {day(until)} ({days}{_without(shown, until)})"


def decided_words(facts: Facts) -> str:
    """ "put their side 3 times (2 accepted, 1 declined) and queried 2 figures (1 upheld, ...)"."""
    comments, queries = facts.comments, facts.queries
    return (
        f"put their side {counted(comments.total(), 'time', 'times')}"
        f"{_how(comments, 'accepted')} and queried"
        f" {counted(queries.total(), 'figure', 'figures')}{_how(queries, 'upheld')}"
    )


def _how(found: Counter[bool | None], agreed: str) -> str:
    if not found.total():
        return ""
    waiting = f", {found[None]} not decided" if found[None] else ""
    return f" ({found[True]} {agreed}, {found[False]} declined{waiting})"
