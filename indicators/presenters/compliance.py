"""Compliance checks in words: how the answers were drawn, what was found, how sure that is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from indicators.agreeing import Rate, rate, rate_of
from indicators.models import ComplianceCheck
from indicators.presenters.compliance_answers import SampleLine, address_of, sample_lines
from indicators.presenters.words import moment
from indicators.selectors.compliance import checks_of, draws_from, frame_of, samples_of, tallies
from practices.models import Commissioner
from scorecard.calc.sampling import number_of

HEADER = (
    "drawn", "practice code", "practice", "question", "question in words", "answer",
    "finding", "what was found", "note", "evidence", "found by and when", "random number",
)  # fmt: skip
FRAME_HEADER = ("key", "practice code", "question", "answer", "random number", "drawn")


@dataclass(frozen=True)
class CheckLine:
    """One draw in a list; `which` says "draw 2 of 3" where its collection has several."""

    url: str
    period: str
    which: str
    drawn: str
    seed: str
    of: str
    rate: Rate


@dataclass(frozen=True)
class QuestionLine:
    code: str
    question: str
    rate: Rate


@dataclass(frozen=True)
class CheckPage:
    line: CheckLine
    how: tuple[str, ...]
    python: str
    samples: tuple[SampleLine, ...]
    questions: tuple[QuestionLine, ...]
    others: tuple[CheckLine, ...]
    caveats: tuple[str, ...]


def check_lines(commissioner: Commissioner) -> list[CheckLine]:
    """Every draw, the newest first."""
    return _lines(commissioner, list(checks_of(commissioner)))


def _lines(commissioner: Commissioner, checks: Sequence[ComplianceCheck]) -> list[CheckLine]:
    """`checks` hold every draw of each collection among them, the newest first."""
    found = tallies(checks)
    numbers: dict[int, int] = {}
    totals: dict[int, int] = defaultdict(int)
    for check in reversed(checks):
        totals[check.collection_id] += 1
        numbers[check.pk] = totals[check.collection_id]
    return [
        CheckLine(
            url=reverse("compliance-check", args=[commissioner.code, check.pk]),
            period=check.collection.period.name,
            which=f"draw {numbers[check.pk]} of {totals[check.collection_id]}",
            drawn=f"{moment(check.drawn_at)}, by {check.drawn_by}",
            seed=check.seed,
            of=f"{check.size} of {check.frame} answers",
            rate=rate(*found.get(check.pk, (0, 0))),
        )
        for check in checks
    ]


def check_page(check: ComplianceCheck) -> CheckPage:
    commissioner = check.collection.period.commissioner
    draws = list(draws_from(check.collection))[::-1]
    lines = dict(zip([one.pk for one in draws], _lines(commissioner, draws), strict=True))
    samples = sample_lines(samples_of(check), address_of(commissioner))
    return CheckPage(
        line=lines.pop(check.pk),
        how=_how(check),
        python=_python(check),
        samples=samples,
        questions=tuple(_questions(samples)),
        others=tuple(lines.values()),
        caveats=tuple(_caveats(check, samples)),
    )


def _questions(samples: Iterable[SampleLine]) -> Iterator[QuestionLine]:
    by_question: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for line in samples:
        known = by_question[line.code, line.question]
        if line.finding:
            known.append(line.finding.agrees)
    for (code, question), findings in sorted(by_question.items()):
        yield QuestionLine(code, question, rate_of(findings))


def _how(check: ComplianceCheck) -> tuple[str, ...]:
    answers = check.get_answers_display()
    spread = (
        f" {check.get_one_per_display().capitalize()} was drawn first." if check.one_per else ""
    )
    return (
        f"Drawn from {check.frame} answers that practices gave about themselves in their returns "
        f"for {check.collection.period} ({answers}), as they stood on {moment(check.drawn_at)}.",
        f"Every answer has a key, the practice's code and the question's. The SHA-256 of the seed, "
        f"a colon and the key is its random number; sorted by it, the first {check.size} are the "
        f"sample.{spread}",
    )


def _python(check: ComplianceCheck) -> str:
    """What draws it again from the file of FRAME_HEADER, saved as frame.csv."""
    lines = [
        "import csv, hashlib",
        'with open("frame.csv", encoding="utf-8-sig", newline="") as file:',
        '    keys = [row["key"] for row in csv.DictReader(file)]',
        f"number = lambda key: hashlib.sha256(({check.seed + ':'!r} + key).encode()).hexdigest()",
        "ordered = sorted(keys, key=number)",
    ]
    if check.one_per:
        part = 0 if check.one_per == ComplianceCheck.OnePer.PRACTICE else 1
        lines += [
            "first = {}",
            f'for key in ordered: first.setdefault(key.split("/", 1)[{part}], key)',
            "first = list(first.values())",
            "ordered = first + [key for key in ordered if key not in first]",
        ]
    return "\n".join([*lines, f"sample = ordered[:{check.size}]"])


def _caveats(check: ComplianceCheck, samples: Sequence[SampleLine]) -> Iterator[str]:
    waiting = sum(line.finding is None for line in samples)
    if 0 < waiting < len(samples):
        yield (
            f"{waiting} of the {len(samples)} drawn are not checked yet. Until all are, the rate "
            "is that of the answers somebody chose to check first."
        )
    if check.one_per:
        yield (
            "At least one of each was drawn, so where there were few answers each was likelier to "
            "be drawn. The interval does not allow for that."
        )
    if check.size == check.frame:
        yield "Every answer was drawn: once all are checked, the rate is no estimate."


def sample_rows(check: ComplianceCheck, samples: Iterable[SampleLine]) -> Iterator[list[object]]:
    """The sample for a file, under HEADER."""
    for line in samples:
        found = line.finding
        yield [
            line.place,
            line.practice_code,
            line.practice,
            line.code,
            line.question,
            line.said,
            found.verdict if found else "",
            found.found if found else "",
            found.note if found else "",
            found.evidence.name if found and found.evidence else "",
            found.made if found else "",
            number_of(check.seed, f"{line.practice_code}/{line.code}"),
        ]


def frame_rows(check: ComplianceCheck) -> Iterator[list[object]]:
    """Every answer that could be drawn, under FRAME_HEADER, by key."""
    drawn = dict(samples_of(check).values_list("figure_id", "place"))
    for answer in frame_of(check.collection, check.answers, check.drawn_at):
        yield [
            answer.key,
            answer.practice,
            answer.question,
            answer.said,
            number_of(check.seed, answer.key),
            drawn.get(answer.figure_id),
        ]
