"""List sizes: registered and weighted patients on the first day of each quarter. Pure."""

from typing import NamedTuple

from scorecard.demo.draws import stream
from scorecard.demo.places import DemoCommissioner, DemoPractice
from scorecard.demo.quarters import Quarter


class DemoList(NamedTuple):
    """Patients of one practice on the first day of a quarter; `weighted` to two decimals."""

    practice: str
    quarter: int
    registered: int
    weighted: float


Lists = dict[tuple[str, int], DemoList]


def make(seed: int, commissioner: DemoCommissioner, quarters: tuple[Quarter, ...]) -> Lists:
    """The lists of all open practices, by practice code and quarter number.

    The list of a practice that closes moves: to its successor, or to its network in equal parts.
    """
    lists: Lists = {}
    registered = {practice.code: practice.patients for practice in commissioner.practices}
    for quarter in quarters:
        _move_lists(commissioner, quarter, registered)
        for practice in commissioner.practices:
            if practice.is_open_in(quarter):
                patients = registered[practice.code]
                weighted = round(patients * _need(practice), 2)
                row = DemoList(practice.code, quarter.index, patients, weighted)
                lists[practice.code, quarter.index] = row
                registered[practice.code] = _grown(seed, practice, quarter, patients)
    return lists


def _need(practice: DemoPractice) -> float:
    """Weighted over registered patients: deprived places need more."""
    return 0.9 + 0.0065 * practice.deprivation


def _grown(seed: int, practice: DemoPractice, quarter: Quarter, patients: int) -> int:
    growth = stream(seed, "growth", practice.code, quarter.code).normal(0.003, 0.006)
    return round(patients * (1 + float(growth)))


def _move_lists(
    commissioner: DemoCommissioner, quarter: Quarter, registered: dict[str, int]
) -> None:
    for practice in commissioner.practices:
        if practice.closed_on == quarter.starts_on:
            heirs = _heirs(commissioner, practice, quarter)
            leaving = registered[practice.code]
            for number, heir in enumerate(heirs):
                registered[heir] += leaving // len(heirs) + (number < leaving % len(heirs))


def _heirs(commissioner: DemoCommissioner, gone: DemoPractice, quarter: Quarter) -> list[str]:
    if gone.successor:
        return [gone.successor]
    open_ones = [p for p in commissioner.practices if p.is_open_in(quarter) and p.patients]
    near = [p.code for p in open_ones if p.network == gone.network]
    return near or [p.code for p in open_ones]
