"""A letter to one practice about an edition, from what the practice's own page shows.

Figures come through `Told` in the eyes of the practice itself, so small numbers are withheld here
as they are there.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from indicators.presenters.words import day
from practices.models import Practice
from scorecard.calc.types import Band
from scorecard.charts.words import counted
from scorecard.publication.levels import DETAILS, Audience, Detail
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, EditionStep
from scorecard.publication.presenters.beside import SIMILAR
from scorecard.publication.presenters.letter_due import due_words
from scorecard.publication.presenters.pages import practice_page
from scorecard.publication.selectors.told import Told
from scorecard.ui.addresses import full_address
from scorecard.ui.paper_styles import paper_styles
from scorecard.ui.pdf import on_sides
from scorecard.ui.words import THE_AREA

Json = dict[str, Any]
NEAR, ENGLAND = "Similar practices", "England"
SIDES = 2
# How many measures a letter has, the most first; a PDF takes the first number that has room.
FITTING = (60, 40, 30, 24, 18, 14, 10, 6, 0)
_WORST_FIRST = (Band.RED, Band.AMBER, Band.NONE, Band.GREEN)


@dataclass(frozen=True)
class LetterLine:
    """One measure: this practice, and beside it each of the letter's `others`, in their order."""

    line: Json
    beside: tuple[tuple[str, Json | None], ...]


@dataclass(frozen=True)
class LetterPart:
    name: str
    weight: str
    score: Json | None
    lines: tuple[LetterLine, ...]


@dataclass(frozen=True)
class Letter:
    """`state` says what the edition is; `rest` how many measures the letter leaves out; `others`
    with whom the practice is put side by side, and `nobody` why with whom not. Addresses are ""
    where this installation does not know by which name it is reached."""

    page: Json
    edition: Edition
    on: dt.date
    state: str
    parts: tuple[LetterPart, ...]
    rest: str
    others: tuple[str, ...]
    nobody: str
    said: tuple[tuple[str, str], ...]
    due: tuple[str, ...]
    challenge: tuple[str, ...]
    public: str
    public_address: str
    own_address: str
    contact: str

    @property
    def name(self) -> str:
        return f"{self.page['practice']['code']}-{self.page['period_code']}-letter"


def letter_of(edition: Edition, practice: Practice, last: EditionStep, today: dt.date) -> Letter:
    """`last` is the newest step of the edition. Raises ValueError where the practice is not in."""
    told = Told(edition, Audience.OWN, practice)
    place = told.practices.first()
    if place is None:
        raise ValueError(f"{practice.code} is not in edition {edition.pk}.")
    page = practice_page(told, place)
    measures = [line for one in page["domains"] for line in one["lines"]]
    every = [*page["facts"], *page["context"], *measures]
    columns = tuple(dict.fromkeys((NEAR, page["area"], ENGLAND)))
    held = {who for line in measures for who in _beside(line)}
    others = tuple(who for who in columns if who in held)
    parts = tuple(
        LetterPart(one["name"], one["weight"], one["score"], _lines(one["lines"], others))
        for one in page["domains"]
    )
    public, address = _public(edition, practice, last)
    return Letter(
        page=page,
        edition=edition,
        on=today,
        state=_state(last),
        parts=parts,
        rest="",
        others=others,
        nobody=_nobody([who for who in columns if who not in held]),
        said=tuple((one["name"], one["says"]) for one in every if one["says"]),
        due=due_words(edition.release.scorecard.commissioner_id, practice, today),
        challenge=_challenge(last),
        public=public,
        public_address=address,
        own_address=full_address(reverse("practice-release", args=[practice.code, edition.pk])),
        contact=settings.PUBLIC_CONTACT,
    )


def with_room_for(letter: Letter, most: int) -> Letter:
    """The same with `most` measures, those kept that need attention first."""
    lines = [one for part in letter.parts for one in part.lines]
    left_out = len(lines) - most
    if left_out <= 0:
        return letter
    ranked = sorted(lines, key=lambda one: _WORST_FIRST.index(one.line["band"]))
    kept = {one.line["code"] for one in ranked[:most]}
    parts = tuple(
        replace(part, lines=tuple(one for one in part.lines if one.line["code"] in kept))
        for part in letter.parts
    )
    rest = (
        f"{counted(left_out, 'more measure', 'more measures')} had no room here; those that need"
        " attention come first. All stand on your page."
    )
    return replace(letter, parts=parts, rest=rest)


def letter_pdf(letter: Letter) -> bytes:
    """One or two sides of A4. Raises what `scorecard.ui.pdf.on_sides` raises."""
    return on_sides(_documents(letter), SIDES)


def _documents(letter: Letter) -> Iterator[str]:
    for most in FITTING:
        given = {"letter": with_room_for(letter, most), "styles": paper_styles("letter")}
        yield render_to_string("publication/letter_document.html", given)


def _lines(lines: Sequence[Json], others: tuple[str, ...]) -> tuple[LetterLine, ...]:
    found = [(line, _beside(line)) for line in lines]
    return tuple(
        LetterLine(line, tuple((who, beside.get(who)) for who in others)) for line, beside in found
    )


def _beside(line: Json) -> dict[str, Json]:
    """By the column's name; England's has the period of its value, where that is another."""
    found: dict[str, Json] = {}
    for one in line["beside"]:
        who = ENGLAND if one["who"].startswith(f"{ENGLAND} ") else one["who"]
        when = one["who"].removeprefix(f"{ENGLAND} ") if who != one["who"] else ""
        found.setdefault(who, {**one, "when": when, "words": _short(one["words"])})
    return found


def _nobody(missing: Sequence[str]) -> str:
    """In words instead of a column of dashes."""
    if not missing:
        return ""
    names = [f"{who[:1].lower()}{who[1:]}" if who == NEAR else who for who in missing]
    return (
        f"Your figures do not stand beside {' or '.join(names)} here: no value is held for this"
        " period, or it would tell of single practices."
    )


def _short(words: str) -> str:
    """A comparison without those it is made with: the column says who they are."""
    for than in (SIMILAR, THE_AREA, "England"):
        words = words.replace(f" from {than}", "").replace(f" than {than}", "")
    return words


def _state(last: EditionStep) -> str:
    if last.step in (Step.PUBLISHED, Step.SCHEDULED):
        done = "were published" if last.step == Step.PUBLISHED else "are to be published"
        on = last.at if last.step == Step.PUBLISHED or last.until is None else last.until
        return f"These results {done} on {_day(on)}."
    if last.step == Step.CORRECTED:
        return f"A later edition has stood in the place of these results since {_day(last.at)}."
    if last.step == Step.WITHDRAWN:
        return f"These results were withdrawn on {_day(last.at)}: {last.note}"
    if last.step == Step.GIVEN_UP:
        return "These results were not published and will not be."
    return "Preview: these results have not been published yet, and may still change."


def _day(moment: dt.datetime) -> str:
    return day(timezone.localdate(moment))


def _challenge(last: EditionStep) -> tuple[str, ...]:
    """How to dispute a figure, and how to put one's side, as far as that is possible now."""
    query = (
        "If a figure is wrong, sign in, open it among your results and query it. You are told what"
        " was decided and why."
    )
    if last.step == Step.PREVIEW and last.until:
        reply = f"You can put your side beside a figure until {_day(last.until)}, on your page."
        return (query, reply)
    if last.step == Step.PUBLISHED:
        return (query, "A figure that is found wrong is corrected in a new edition that says so.")
    return (query,)


def _public(edition: Edition, practice: Practice, last: EditionStep) -> tuple[str, str]:
    """What the public is told of this practice, and where."""
    told = Told(edition, Audience.PUBLIC)
    whole = Detail(edition.public_detail)
    if told.practice(practice.code) is None:
        most = DETAILS[min(whole, Detail.ANONYMISED)]
        return f"The public is told of no practice by name. The most it is told: {most}.", ""
    if last.step not in (Step.PUBLISHED, Step.CORRECTED):
        return "The public is told of your practice by name once this is published.", ""
    slug = edition.release.scorecard.commissioner.slug
    at = [slug, edition.release.period.code, edition.number, practice.code]
    path = reverse("public-edition-practice", args=at)
    return "The public is told of your practice by name.", full_address(path)
