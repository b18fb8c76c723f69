"""Targets to look at, as rows of the indicator's form: one empty row more than are filled in."""

from collections.abc import Sequence
from typing import Any

from django import forms

from indicators import vocabulary
from scorecard.ui.forms import PlainForm

MOST = 12
PARTS = ("name", "level", "value")


def part_field(row: int, part: str) -> str:
    return f"target-{row}-{part}"


class TargetFields(PlainForm):
    """Rows of name, level and value. A row that is emptied is a target that is taken away."""

    def label_fields(self) -> None:
        super().label_fields()
        for row in range(self._rows()):
            for part, field in _row(row + 1).items():
                self.fields[part_field(row, part)] = field

    def _rows(self) -> int:
        """Enough for what was typed or is held, and one to spare."""
        given = self.data if self.is_bound else self.initial
        filled = [
            row
            for row in range(MOST)
            if any(str(given.get(part_field(row, part)) or "").strip() for part in PARTS)
        ]
        return min(max(filled, default=-1) + 2, MOST)

    def target_rows(self) -> list[list[forms.BoundField]]:
        return [[self[part_field(row, part)] for part in PARTS] for row in range(self._rows())]

    def check_targets(self, cleaned: dict[str, Any]) -> None:
        """A row is whole or empty."""
        for row in range(self._rows()):
            given = {part: cleaned.get(part_field(row, part)) for part in PARTS}
            failed = any(part_field(row, part) in self.errors for part in PARTS)
            missing = [part for part in PARTS if given[part] in (None, "")]
            if failed or len(missing) in (0, len(PARTS)):
                continue
            for part in missing:
                sentence = f"Target {row + 1}: {_ASKED[part]}, or empty the row"
                self.add_error(part_field(row, part), sentence)

    def targets_of(self, cleaned: dict[str, Any]) -> list[dict[str, Any]]:
        rows = [
            {part: cleaned.get(part_field(row, part)) for part in PARTS}
            for row in range(self._rows())
        ]
        return [row for row in rows if row["name"]]


_ASKED = {"name": "enter its name", "level": "choose its level", "value": "enter its value"}


def target_initial(targets: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        part_field(row, part): target[part]
        for row, target in enumerate(targets[:MOST])
        for part in PARTS
    }


def _row(number: int) -> dict[str, forms.Field]:
    def attrs(part: str, css: str) -> dict[str, str]:
        return {"class": css, "aria-label": f"Target {number}: {part}"}

    value = {**attrs("value", "nhsuk-input nhsuk-input--width-5"), "inputmode": "decimal"}
    return {
        "name": forms.CharField(
            max_length=100,
            required=False,
            label=f"Target {number}: name",
            widget=forms.TextInput(attrs=attrs("name", "nhsuk-input nhsuk-input--width-20")),
        ),
        "level": forms.ChoiceField(
            choices=[("", "Choose"), *vocabulary.TARGET_LEVELS],
            required=False,
            label=f"Target {number}: level",
            widget=forms.Select(attrs=attrs("level", "nhsuk-select")),
        ),
        "value": forms.FloatField(
            required=False,
            label=f"Target {number}: value",
            widget=forms.TextInput(attrs=value),
        ),
    }
