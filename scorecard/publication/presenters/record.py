"""The sign-off record of an edition: who saw what, when, and who approved it.

One structure is the page, the paper and the CSV file. Readers who are not commissioner staff (the
board, the LMC) read of practices by name only where the levels tell the board of them by name, and
no note that staff wrote for one another.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from indicators.presenters.words import day, moment
from scorecard.charts.words import counted
from scorecard.publication.levels import CHOSEN, Audience, Detail, Levels
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import EditionStep, LetterState
from scorecard.publication.presenters.readings import letter_words, looked_words, told_words
from scorecard.publication.presenters.record_parts import (
    audience_rows,
    decided_words,
    different_rows,
    reply_words,
    time_words,
)
from scorecard.publication.presenters.record_row import RecordRow
from scorecard.publication.selectors.editions import levels_of
from scorecard.publication.selectors.record import Facts

HEADER = ("Part", "What", "Who", "When", "Detail")
PRACTICES_AT_ONCE = 200
_DONE = {
    Step.DRAFTED: "Frozen as a draft",
    Step.PREVIEW: "Shown to the practices",
    Step.PROPOSED: "Proposed",
    Step.APPROVED: "Approved by a second person",
    Step.SCHEDULED: "Set to be published",
    Step.PUBLISHED: "Published",
    Step.CORRECTED: "Corrected by a later edition",
    Step.WITHDRAWN: "Withdrawn",
    Step.GIVEN_UP: "Given up",
}
_ENDED = {
    Step.CORRECTED: "corrected by a later edition",
    Step.WITHDRAWN: "withdrawn",
    Step.GIVEN_UP: "given up",
}
# What these steps say is written for everybody who may read the edition.
_SAID_TO_ALL = (Step.CORRECTED, Step.WITHDRAWN)
KEPT_BACK = "The reason is with the commissioner."


@dataclass(frozen=True)
class RecordPart:
    """`more` are rows that a page leaves to the file."""

    heading: str
    rows: tuple[RecordRow, ...]
    more: tuple[RecordRow, ...] = field(default=())


@dataclass(frozen=True)
class Record:
    """`names`: whether it names practices; `staff`: whether it has what staff wrote for staff."""

    sentence: str
    parts: tuple[RecordPart, ...]
    names: bool
    staff: bool

    def as_rows(self) -> Iterator[tuple[str, str, str, str, str]]:
        yield "In short", "", "", "", self.sentence
        for part in self.parts:
            for row in (*part.rows, *part.more):
                yield part.heading, row.what, row.who, row.when, row.detail


def record_of(facts: Facts, *, staff: bool) -> Record:
    levels = levels_of(facts.edition.rules)
    names = staff or levels.detail(Audience.BOARD) is Detail.NAMED
    parts = [
        RecordPart("What it rests on", tuple(_basis(facts, staff, levels))),
        RecordPart("Who is told what", tuple(audience_rows(facts, levels))),
        RecordPart("Step by step", tuple(_steps(facts, staff))),
        RecordPart("What practices said", tuple(_said(facts, staff))),
        RecordPart("Who looked, and letters", tuple(_counts(facts))),
    ]
    if names:
        rows = tuple(_practices(facts))
        first, rest = rows[:PRACTICES_AT_ONCE], rows[PRACTICES_AT_ONCE:]
        parts.append(RecordPart("Practice by practice", first, rest))
    return Record(sentence_of(facts), tuple(parts), names, staff)


def sentence_of(facts: Facts) -> str:
    """What could stand in a paper to the board or the LMC."""
    edition, preview = facts.edition, facts.last(Step.PREVIEW)
    version, run = edition.card_run.version, edition.card_run.run
    told = sum(one.notice is not None for one in facts.readings)
    open_to = counted(len(facts.readings), "practice", "practices")
    said = [
        f"{edition.title}, edition {edition.number}, from banding run {run.pk} of"
        f" {day(timezone.localdate(run.finished_at))} by {version.scorecard.name} version"
        f" {version.number}, was open to {open_to}"
        f" {reply_words(preview, facts.shown_at) if preview else ''}.",
        f"{told} of them {'was' if told == 1 else 'were'} told by e-mail and {_looked(facts)}.",
        f"While it was open practices {decided_words(facts)}.",
        *_acts(facts),
    ]
    return " ".join(said)


def _looked(facts: Facts) -> str:
    """How many looked while it could still be changed."""
    if published := facts.last(Step.PUBLISHED):
        return f"{_before(facts, published)} looked at it before it was published"
    return f"{sum(one.look is not None for one in facts.readings)} looked at it"


def _before(facts: Facts, step: EditionStep) -> int:
    return sum(one.look is not None and one.look.at <= step.at for one in facts.readings)


def _acts(facts: Facts) -> Iterator[str]:
    proposed, approved = facts.last(Step.PROPOSED), facts.last(Step.APPROVED)
    if proposed and approved and proposed.number < approved.number:
        queried = approved.details.get("queried", 0)
        knowing = f", with {counted(queried, 'figure', 'figures')} under query" if queried else ""
        yield (
            f"{proposed.by} proposed it on {_day(proposed)} and {approved.by} approved it on"
            f" {_day(approved)}{knowing}."
        )
    last = facts.steps[-1]
    if published := facts.last(Step.PUBLISHED):
        yield f"It was published on {_day(published)}."
    if last.step in _ENDED:
        yield f"It was {_ENDED[Step(last.step)]} on {_day(last)}."
    elif last.step != Step.PUBLISHED:
        yield f"It is {last.step} now."


def _basis(facts: Facts, staff: bool, levels: Levels) -> Iterator[RecordRow]:
    edition = facts.edition
    version, run, rules = edition.card_run.version, edition.card_run.run, edition.rules
    yield RecordRow("Banding run", "", moment(run.finished_at), f"Run {run.pk}, {run.period.name}")
    scorecard = f"{version.scorecard.name}, version {version.number}"
    yield RecordRow("Scorecard", "", "", scorecard)
    for one in facts.signatures:
        agreed = f"Version {version.number}, for the {one.get_party_display()}"
        yield RecordRow("Scorecard agreed", f"{one.name}, {one.position}", moment(one.at), agreed)
    decided = f"Decision {rules.number} on who sees what."
    reason = f" {rules.reason}" if staff else ""
    yield RecordRow("Levels decided", str(rules.by or ""), moment(rules.at), decided + reason)
    yield RecordRow("Small numbers", "", "", str(edition.words["small_numbers"]))
    if edition.corrects:
        told = staff or _is_told(facts)
        why = edition.reason if told else KEPT_BACK
        before = f"Edition {edition.corrects.number}: {why}"
        yield RecordRow("Corrects", str(edition.drafted_by), moment(edition.drafted_at), before)
        board = [Audience.BOARD] if levels.detail(Audience.BOARD) is Detail.NAMED else []
        yield from different_rows(facts, CHOSEN if staff else board)


def _steps(facts: Facts, staff: bool) -> Iterator[RecordRow]:
    for before, step in zip([None, *facts.steps], facts.steps, strict=False):
        details = [time_words(step, before)]
        if step.details.get("queried"):
            details.append(f"{counted(step.details['queried'], 'figure', 'figures')} under query.")
        if step.details.get("letters"):
            details.append("Letters go with it.")
        details.append(_note(step, facts, staff))
        who = str(step.by or "at its set time")
        yield RecordRow(
            _done(step, before), who, moment(step.at), " ".join(one for one in details if one)
        )


def _done(step: EditionStep, before: EditionStep | None) -> str:
    """What was done; a preview after a preview gave practices more time."""
    again = before is not None and before.step == step.step == Step.PREVIEW
    return "More time to reply" if again else _DONE[Step(step.step)]


def _note(step: EditionStep, facts: Facts, staff: bool) -> str:
    """Staff's own words may name a practice: others read those that the public reads."""
    if staff or not step.note:
        return step.note
    said_to_all = Step(step.step) in _SAID_TO_ALL and _is_told(facts)
    return step.note if said_to_all else KEPT_BACK


def _is_told(facts: Facts) -> bool:
    """Whether reasons stand on pages that anybody reads."""
    return facts.was_public and facts.edition.public_detail > Detail.NOTHING


def _said(facts: Facts, staff: bool) -> Iterator[RecordRow]:
    edition = facts.edition
    area = edition.release.scorecard.commissioner.code
    comments, queries = facts.comments, facts.queries
    yield RecordRow(
        "Comments",
        detail=f"{comments.total()}: {comments[True]} accepted, {comments[False]} declined,"
        f" {comments[None]} not decided",
        href=reverse("release-comments", args=[area, edition.pk]) if staff else "",
    )
    yield RecordRow(
        "Queries of figures",
        detail=f"{queries.total()} from the preview to the publication: {queries[True]} upheld,"
        f" {queries[False]} declined, {queries[None]} not decided",
        href=reverse("release", args=[area, edition.pk]) if staff else "",
    )


def _counts(facts: Facts) -> Iterator[RecordRow]:
    found, of = facts.readings, counted(len(facts.readings), "practice", "practices")
    told = sum(one.notice is not None for one in found)
    reminded = sum(one.reminder is not None for one in found)
    yield RecordRow("Told by e-mail", detail=f"{told} of {of}, {reminded} reminded")
    looked = sum(one.look is not None for one in found)
    yield RecordRow("Looked at it", detail=f"{looked} of {of}")
    published = facts.last(Step.PUBLISHED)
    if published:
        before = f"{_before(facts, published)} of {of}"
        yield RecordRow("Looked before publication", detail=before)
    letters = [one.letter for one in found if one.letter]
    if letters:
        states = [
            f"{number} {label}"
            for state, label in LetterState.choices
            if (number := sum(one.state == state for one in letters))
        ]
        asked = letters[0]
        who = str(asked.asked_by or "with the publication")
        detail = f"{', '.join(states)}, of {of}"
        yield RecordRow("Letters by e-mail", who, moment(asked.asked_at), detail)


def _practices(facts: Facts) -> Iterator[RecordRow]:
    for one in facts.readings:
        letter = letter_words(one.letter)
        details = f"E-mail: {told_words(one)}." + (f" Letter: {letter}." if letter else "")
        what = f"{one.practice.name} ({one.practice.code})"
        yield RecordRow(what, when=looked_words(one), detail=details)


def _day(step: EditionStep) -> str:
    return day(timezone.localdate(step.at))
