"""A run judged once more from what it kept, and held against what is stored. Writes nothing."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators import rules
from indicators.binary_rows import Column, Words
from indicators.judging import judge
from indicators.models import Run, RunDefinition
from indicators.selectors.definitions import data_of
from indicators.selectors.run_inputs import Kept, hash_of_run, kept_of
from indicators.selectors.stored_results import figures_again, stored_columns
from indicators.selectors.surroundings import figures_of
from indicators.services.fingerprints import code_version
from indicators.services.judged import Judged
from indicators.services.result_rows import result_columns
from practices.models import Practice
from scorecard.calc.types import Band, Comparison, NoBand

MOST_TOLD = 20
NEAR = 1e-12  # relative; a sum may come out in another order on another machine
_CODES = {"band": Band, "no_band": NoBand, "comparison": Comparison}
_OF_DEFINITION = ("benchmark", "benchmark_name", "practices_with_value", "ranked_of", "scatter")
_NUMBERS = ("benchmark", "scatter")


class CannotBeVerified(Exception):
    """A run whose inputs or results are not there."""


@dataclass
class Findings:
    """What differs: the first in sentences, and by kind how many there are."""

    told: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    results: int = 0
    certain: int = 0

    def add(self, kind: str, sentence: str, number: int = 1) -> None:
        self.counts[kind] += number
        if len(self.told) < MOST_TOLD:
            self.told.append(sentence)

    @property
    def room(self) -> int:
        return MOST_TOLD - len(self.told)


def judged_again(run: Run, findings: Findings) -> Iterator[tuple[Judged, Kept]]:
    """Every definition of a run, judged from what was kept; differences go to `findings`.

    One after the other, so that no more than one is in memory. Raises CannotBeVerified.
    """
    if run.pruned_at is not None:
        raise CannotBeVerified(f"The results of {run} were pruned on {run.pruned_at:%-d %B %Y}.")
    hashes: list[str] = []
    part, kept = None, None
    definitions = run.definitions.select_related("definition__indicator", "part")
    for one in definitions.order_by("part_id", "pk"):
        if one.part != part:
            part, kept = one.part, kept_of(one.part)
        if kept is None or str(one.definition_id) not in kept.facts:
            raise CannotBeVerified(
                f"{run} was banded before runs kept what they were judged by. Band the period"
                " again; that run can be verified."
            )
        judged, found = _judge_one(one, kept, findings)
        hashes.append(found)
        if judged is not None:
            yield judged, kept
    if hash_of_run(hashes, run.code_version) != run.inputs_hash:
        findings.add("hash of the run", "The hash of the run is not that of its inputs.")


def code_words(run: Run) -> str:
    """Which code judged then and now, in words."""
    now, then = code_version(), run.code_version
    if now == then:
        return f"Judged by the same code as then ({now})."
    return (
        f"The code has changed since: {then} then, {now} now. A difference may come from the code"
        " alone; check out the version of then to tell."
    )


def _judge_one(one: RunDefinition, kept: Kept, findings: Findings) -> tuple[Judged | None, str]:
    definition, data = one.definition, data_of(one.definition)
    figures = figures_again(one.part_id, definition.pk, kept)
    around = kept.around_of(definition.pk)
    found = kept.hash_of(definition.code, data, figures, around)
    if found != one.inputs_hash:
        findings.add(
            "hash of an indicator",
            f"{definition.code}: its figures, its definition or what was kept of its inputs are"
            " not those that it was judged by (the hash differs).",
        )
    try:
        judgement = judge(data, figures_of(figures, kept.counted), kept.area, around)
    except rules.BadRule as error:
        findings.add("cannot be judged", f"{definition.code} cannot be judged again: {error}")
        return None, found
    judged = Judged(definition, figures, around, judgement, kept.counted)
    _compare_results(one, judged, kept, findings)
    _compare_definition(one, judged, findings)
    return judged, found


def _compare_definition(one: RunDefinition, judged: Judged, findings: Findings) -> None:
    out = judged.judgement
    again: dict[str, Any] = {
        "benchmark": out.benchmark.value if np.isfinite(out.benchmark.value) else None,
        "benchmark_name": out.benchmark.name,
        "practices_with_value": int((~np.isnan(out.value)).sum()),
        "ranked_of": out.ranked_of,
        "scatter": out.scatter if np.isfinite(out.scatter) else None,
    }
    for name in _OF_DEFINITION:
        stored, computed = getattr(one, name), again[name]
        alike = stored == computed or (name == "scatter" and stored is None)  # of older runs
        if name in _NUMBERS and None not in (stored, computed):
            alike = bool(np.isclose(computed, stored, rtol=NEAR, atol=0))
        if not alike:
            what = name.replace("_", " ")
            findings.add(
                what,
                f"{one.definition.code}: {what} is stored as {stored} and comes out as {computed}.",
            )


def _compare_results(one: RunDefinition, judged: Judged, kept: Kept, findings: Findings) -> None:
    given = result_columns(judged, kept.practices)
    columns = {
        column.name.removesuffix("_id") if column.name == "figure_id" else column.name: column
        for column in given
        if column.name not in ("practice_id", "definition_id")
    }
    practices, stored = stored_columns(one.part_id, one.definition_id, list(columns))
    findings.results += practices.size
    order = np.argsort(kept.practices)
    here = np.isin(kept.practices[order], practices)
    _tell_of_rows(one, kept, practices, findings)
    rows = order[here]  # of what is computed, beside the stored ones of these practices
    known = np.isin(practices, kept.practices)
    for name, column in columns.items():
        was = [value for value, there in zip(stored[name], known, strict=True) if there]
        computed = _values(column, rows)
        wrong = _differ(column, was, computed)
        if wrong.any():
            _tell(one, name, kept.practices[rows], was, computed, wrong, findings)


def _tell_of_rows(
    one: RunDefinition, kept: Kept, practices: NDArray[np.int64], findings: Findings
) -> None:
    missing = np.setdiff1d(kept.practices, practices).size
    more = np.setdiff1d(practices, kept.practices).size
    if missing:
        sentence = f"{one.definition.code}: {missing:,} of its results are not there."
        findings.add("results that are gone", sentence, missing)
    if more:
        sentence = f"{one.definition.code}: {more:,} results are there that nobody judged."
        findings.add("results too many", sentence, more)


def _values(column: Column | Words, rows: NDArray[np.intp]) -> list[Any]:
    """As the database gives them back."""
    if isinstance(column, Words):
        texts = column.of(rows)
        if column.name == "own_levels":
            return [None if one is None else json.loads(one[1:]) for one in texts]
        return [None if one is None else one.decode() for one in texts]
    values = np.asarray(column.values)[rows].tolist()
    if column.kind == "i1":
        values = [bool(one) for one in values]
    if column.empty is None:
        return list(values)
    return [
        None if gone else value
        for value, gone in zip(values, column.empty[rows].tolist(), strict=True)
    ]


def _differ(column: Column | Words, was: list[Any], computed: list[Any]) -> NDArray[np.bool_]:
    if not was or isinstance(column, Words) or column.kind != ">f8":
        pairs = zip(was, computed, strict=True)
        return np.array([one != other for one, other in pairs], dtype=bool)
    before, after = np.array(was, dtype=float), np.array(computed, dtype=float)
    return np.asarray(~np.isclose(after, before, rtol=NEAR, atol=0, equal_nan=True))


def _tell(
    one: RunDefinition,
    name: str,
    practices: NDArray[np.int64],
    was: Sequence[Any],
    computed: Sequence[Any],
    wrong: NDArray[np.bool_],
    findings: Findings,
) -> None:
    shown = np.flatnonzero(wrong)
    what = {"no_band": "the reason for no band"}.get(name, name.replace("_", " "))
    codes = dict(
        Practice.objects.filter(pk__in=practices[shown[: findings.room]].tolist()).values_list(
            "pk", "code"
        )
    )
    for at in shown[: findings.room].tolist():
        findings.add(
            what,
            f"{one.definition.code} at {codes.get(int(practices[at]))}: {what} is stored as"
            f" {_word(name, was[at])} and comes out as {_word(name, computed[at])}.",
            0,
        )
    findings.counts[what] += int(wrong.sum())


def _word(name: str, value: Any) -> str:
    if value is None:
        return "nothing"
    codes = _CODES.get(name)
    try:
        return codes(value).name.lower().replace("_", " ") if codes else str(value)
    except ValueError:
        return str(value)
