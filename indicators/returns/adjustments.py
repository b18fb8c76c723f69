"""Personalised care adjustments (PCAs): patients left out of an indicator's care, by reason.

They stay on the register. Whether they are left out of the denominator too, or stay in it, is
said by the definition: `adjustments` is "removed" or "kept"; empty: none are asked for.
"""

from collections.abc import Mapping
from typing import NamedTuple

from indicators.returns.columns import ADJUSTMENTS, Column
from indicators.returns.due import DueIndicator
from indicators.returns.numbers import Amount, Reading
from indicators.returns.problems import Fault

REMOVED, KEPT = "removed", "kept"
# The reasons as they are stored, with their words and their column.
REASONS = {
    "unsuitable": "Care unsuitable",
    "declined": "Patient chose not to receive it",
    "no_response": "No response to offers",
    "new": "Newly registered or newly diagnosed",
}
COLUMNS: dict[str, Column] = dict(zip(REASONS, ADJUSTMENTS, strict=True))

_IN_WHOLE_NUMBERS = "Write how many patients were left out for this reason, in whole numbers."
_WITH_A_FIGURE = "Give numerator and denominator as well, or delete the PCAs."


class Wrong(NamedTuple):
    """What is wrong in a column, and how to mend it."""

    column: Column
    what: str
    mend: str


class Adjustments(NamedTuple):
    """Patients left out, by reason; a reason that was not written is not there."""

    patients: dict[str, int]
    wrong: list[Wrong]


def read_adjustments(readings: Mapping[Column, Reading], indicator: DueIndicator) -> Adjustments:
    """What the PCA columns of one row say."""
    found = Adjustments({}, [])
    for reason, column in COLUMNS.items():
        reading = readings[column]
        if isinstance(reading, Fault):
            found.wrong.append(Wrong(column, f"The cell {reading.what}.", reading.mend))
        elif isinstance(reading, Amount):
            if wrong := _wrong_number(reading, column):
                found.wrong.append(wrong)
            elif indicator.adjustments:
                found.patients[reason] = int(reading.value)
            elif reading.value:
                found.wrong.append(_not_asked(column))
    return found


def check_sum(
    patients: Mapping[str, int], state: str, denominator: float | None, indicator: DueIndicator
) -> list[Wrong]:
    """Patients who stay in the denominator cannot be more than it counts.

    `state` is that of the row's figure; empty where the row gives none.
    """
    if state != "present":
        return _without_a_figure(patients, state)
    total = sum(patients.values())
    if indicator.adjustments != KEPT or denominator is None or total <= denominator:
        return []
    what = (
        f"{total:,} patients were left out, but the denominator, which holds them, is only "
        f"{denominator:,.15g}."
    )
    return [Wrong(_first(patients), what, "Check the PCAs and the denominator.")]


def doubtful_sum(
    patients: Mapping[str, int],
    numerator: float | None,
    denominator: float | None,
    indicator: DueIndicator,
) -> tuple[Column, str] | None:
    """What deserves a second look in PCAs that are possible."""
    total = sum(patients.values())
    if not total or denominator is None:
        return None
    if indicator.adjustments == KEPT and total + (numerator or 0) > denominator:
        return _first(patients), (
            f"Those treated and the {total:,} left out are together more than the denominator. "
            "A patient who was treated is not counted as left out."
        )
    if indicator.adjustments == REMOVED and total > denominator:
        return _first(patients), (
            f"More patients were left out ({total:,}) than stayed in ({denominator:,.15g})."
        )
    return None


def _without_a_figure(patients: Mapping[str, int], state: str) -> list[Wrong]:
    if state:
        what = "The row says 'not applicable' and gives PCAs as well."
        return [Wrong(_first(patients), what, "Keep one of the two.")]
    what = "The numerator is missing: there are PCAs, but no figure."
    return [Wrong(Column.NUMERATOR, what, _WITH_A_FIGURE)]


def _wrong_number(amount: Amount, column: Column) -> Wrong | None:
    if amount.percent:
        return Wrong(column, "A percentage is not expected here.", _IN_WHOLE_NUMBERS)
    if amount.value < 0:
        return Wrong(column, "A figure below zero is not possible here.", "Check the sign.")
    if amount.value != int(amount.value):
        return Wrong(column, "People are counted in whole numbers.", _IN_WHOLE_NUMBERS)
    return None


def _not_asked(column: Column) -> Wrong:
    what = "Personalised care adjustments (PCAs) are not asked for with this indicator."
    return Wrong(column, what, "Delete the number.")


def _first(patients: Mapping[str, int]) -> Column:
    """The column of the most patients: where to look first."""
    return COLUMNS[max(patients, key=lambda reason: patients[reason])]
