"""What is typed on the mapper page: how a file is read, and which of its columns is what."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from indicators.forms.loading import period_given
from indicators.sources.mapping import (
    AREA_COLUMNS,
    AREA_WORDS,
    Answers,
    AreaRows,
    FigureLine,
)
from scorecard.ui.forms import PlainForm

LINES = 4


class ReadingForm(PlainForm):
    """How the file is to be read, where the guess is wrong."""

    heading_row = forms.IntegerField(
        label="Row with the headings", help_text="0 if there is none.", min_value=0, max_value=100
    )
    delimiter = forms.ChoiceField(
        label="What stands between the cells",
        choices=[(",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Upright line")],
    )
    encoding = forms.ChoiceField(
        label="How characters are written",
        choices=[
            ("utf-8-sig", "UTF-8 (usual)"),
            ("windows-1252", "Windows-1252"),
            ("utf-16", "UTF-16"),
        ],
    )


class ColumnsForm(PlainForm):
    """The mapper: which column of the file is what. Filled with what the file seems to be."""

    title = forms.CharField(label="What is in this file, in a few words", max_length=200)
    source = forms.CharField(
        label="Who made it",
        help_text="For example: NHS England, name of the publication and year.",
        max_length=300,
    )
    practice = forms.ChoiceField(label="Column with the practice code")
    period = forms.ChoiceField(label="Column with the period", required=False)
    given_period = forms.CharField(
        label="Or the period, where no column names it",
        help_text="2023-24, 2023 or 2023-24-Q1.",
        required=False,
        max_length=20,
    )
    indicator = forms.ChoiceField(
        label="Column with the indicator code",
        help_text="Where each row says which indicator it is about.",
        required=False,
    )
    missing = forms.CharField(
        label="What stands for “not available”",
        help_text="Separated by spaces, for example: NA : -. An empty cell always does.",
        required=False,
        max_length=100,
    )

    area_type = forms.ChoiceField(
        label="Column that says what a row is about",
        help_text="For example: Area Type. Without one, only the codes of England and of your own "
        "area are known.",
        required=False,
    )
    area_practices = forms.CharField(
        label="What that column calls a practice",
        help_text="All other rows are of areas. Separated by commas, for example: GPs, Practice.",
        required=False,
        max_length=200,
    )
    area_names = forms.ChoiceField(label="Column with the name of the area", required=False)
    area_parent = forms.ChoiceField(
        label="Column with the code of the larger area",
        help_text="It says which row is your region's.",
        required=False,
    )
    area_code = forms.ChoiceField(
        label="Column with the code of the area",
        help_text="Where it is not that of the practice.",
        required=False,
    )
    area_own = forms.CharField(
        label="Codes under which this source knows your area",
        help_text="Separated by commas. Your own code is known.",
        required=False,
        max_length=200,
    )
    area_region = forms.CharField(
        label="Codes under which it knows your region",
        help_text="Separated by commas.",
        required=False,
        max_length=200,
    )

    def __init__(self, headings: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = [("", "None")]
        for name in ("practice", "period", "indicator"):
            self._choose(name, [*([] if name == "practice" else empty), *headings])
        for name in AREA_COLUMNS:
            self._choose(f"area_{name}", [*empty, *headings])
        for line in range(1, LINES + 1):
            self._add_line(line, [*empty, *headings])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _add_line(self, line: int, headings: list[tuple[str, str]]) -> None:
        code = forms.CharField(
            label="Code of the indicator",
            help_text="Leave it empty where a column names the indicator." if line == 1 else "",
            required=False,
            max_length=30,
        )
        self.fields[f"code_{line}"] = code
        for name, label in (
            ("numerator", "Column with the numerator"),
            ("denominator", "Column with the denominator"),
            ("value", "Column with the value"),
        ):
            self.fields[f"{name}_{line}"] = forms.ChoiceField(
                label=label, choices=headings, required=False
            )
        self.fields[f"scale_{line}"] = forms.FloatField(
            label="Multiply the value by",
            help_text="100 turns a fraction into a percentage." if line == 1 else "",
            required=False,
            min_value=0.000001,
            max_value=1_000_000,
        )
        for name, label in (
            ("share", "The numerator is part of the denominator, or the value a percentage"),
            ("modelled", "The figures are estimated, not counted"),
        ):
            self.fields[f"{name}_{line}"] = forms.BooleanField(label=label, required=False)

    def lines(self) -> list[list[Any]]:
        """The fields of each figure, for the page."""
        names = ("code", "numerator", "denominator", "value", "scale", "share", "modelled")
        return [[self[f"{name}_{line}"] for name in names] for line in range(1, LINES + 1)]

    def area_fields(self) -> list[Any]:
        """For the page, in the order of asking."""
        return [self[name] for name in self.fields if name.startswith("area_")]

    @property
    def has_areas(self) -> bool:
        """Whether something was said of them, or is wrong with it."""
        return any(field.value() or field.errors for field in self.area_fields())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        figures = self._figures(cleaned)
        if not figures and not self.errors:
            self.add_error("numerator_1", "Choose a column with numbers: a numerator or a value")
        by_column = [one for one in figures if not one.indicator]
        if by_column and not cleaned.get("indicator"):
            said = "Enter the code of the indicator, or choose the column that names it"
            self.add_error("code_1", said)
        for at, one in enumerate(figures, start=1):
            if bool(one.numerator) != bool(one.denominator) and not one.value:
                self.add_error(f"denominator_{at}", "Choose both a numerator and a denominator")
        if not cleaned.get("period") and not cleaned.get("given_period"):
            self.add_error("given_period", "Choose the column with the period, or enter it here")
        if cleaned.get("area_type") and not cleaned.get("area_practices"):
            self.add_error("area_practices", "Enter what that column calls a practice")
        return cleaned

    def clean_given_period(self) -> str:
        return period_given(self.cleaned_data, "given_period")

    def answers(self, guess: Mapping[str, Any]) -> Answers:
        """With how the file is read, as `guess` (a Guess as JSON) has it."""
        given = self.cleaned_data
        return Answers(
            title=given["title"],
            source=given["source"],
            practice=given["practice"],
            period=given["period"],
            indicator=given["indicator"],
            encoding=guess["encoding"],
            delimiter=guess["delimiter"],
            heading_row=guess["heading_row"],
            missing=tuple(dict.fromkeys(("", *given["missing"].split()))),
            figures=self._figures(given),
            areas=self._areas(given),
        )

    def _areas(self, given: dict[str, Any]) -> AreaRows:
        typed = {name: given[f"area_{name}"] for name in AREA_COLUMNS}
        return AreaRows(**typed | {name: _words(given[f"area_{name}"]) for name in AREA_WORDS})

    def _figures(self, given: dict[str, Any]) -> list[FigureLine]:
        lines = [
            FigureLine(
                indicator=str(given.get(f"code_{line}") or "").strip(),
                numerator=given.get(f"numerator_{line}") or "",
                denominator=given.get(f"denominator_{line}") or "",
                value=given.get(f"value_{line}") or "",
                scale=given.get(f"scale_{line}") or 1.0,
                share=bool(given.get(f"share_{line}")),
                modelled=bool(given.get(f"modelled_{line}")),
            )
            for line in range(1, LINES + 1)
        ]
        return [one for one in lines if one.numerator or one.denominator or one.value]


def _words(text: str) -> tuple[str, ...]:
    found = (word.strip() for word in text.split(","))
    return tuple(dict.fromkeys(word for word in found if word))
