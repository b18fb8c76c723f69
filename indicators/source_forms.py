"""What commissioners type about files that they load: the kind of file, its columns, a layout."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms

from indicators.periods import UnknownPeriodCode, parse
from indicators.selectors.layouts import UNKNOWN, KnownProfile
from indicators.services.bringing import WORDS
from indicators.sources.mapping import Answers, FigureLine
from indicators.sources.profiles import Profile
from scorecard.accounts.roles import Permission
from scorecard.ui.forms import DateField, PlainForm

_NEED_A_DAY = {"organisation", "networks"}
_NAMES_NONE = (
    "This kind of file names no period. Enter the one that its figures are about, such as 2023-24"
)
LINES = 4


def _period(cleaned: Mapping[str, Any], name: str = "period") -> str:
    """The code of the period that was typed; empty where none was."""
    period = str(cleaned.get(name) or "").strip()
    try:
        return parse(period).code if period else ""
    except UnknownPeriodCode as error:
        raise forms.ValidationError(str(error)) from error


class SourceFileForm(PlainForm):
    """A file and what it does not say itself."""

    file = forms.FileField(
        label="File",
        help_text="CSV or Excel workbook (.xlsx). You see how far the reading is.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        max_length=None,
    )
    profile = forms.ChoiceField(
        label="What kind of file is it?",
        help_text="The layout says which column holds what. If none fits, choose “I do not know”.",
    )
    period = forms.CharField(
        label="Period",
        help_text="For a file that names none: 2023-24, 2023 or 2023-24-Q1. "
        "For one that names several: only this one is read. Else leave it empty.",
        required=False,
        max_length=20,
    )
    day = DateField(
        label="Day",
        help_text="Only for list sizes, closures, networks and areas in files that name no day: "
        "the day from which they hold.",
        required=False,
    )

    def __init__(
        self,
        known: Sequence[KnownProfile],
        layouts: Any,
        granted: Collection[Permission],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.layouts, self.granted = layouts, granted
        own = [(one.name, f"{one.title} (version {one.version})") for one in known if one.own]
        shipped = [(one.name, one.title) for one in known if not one.own]
        groups: list[Any] = [(UNKNOWN, "I do not know: look at the file first")]
        if own:
            groups.append(("Layouts you have saved", own))
        choice = self.fields["profile"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [*groups, ("Published files", shipped)]

    def clean_period(self) -> str:
        return _period(self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name = cleaned.get("profile")
        if name and name != UNKNOWN:
            self._check_what_is_missing(self.layouts(name), cleaned)
        return cleaned

    def _check_what_is_missing(self, profile: Profile, cleaned: dict[str, Any]) -> None:
        period, day = cleaned.get("period"), cleaned.get("day")
        if profile.figures and not profile.period and not period and "period" not in self.errors:
            self.add_error("period", _NAMES_NONE)
        needed = _NEED_A_DAY & set(profile.brings)
        if profile.lists and not all(one.on for one in profile.lists) and not period:
            needed |= {"lists"}
        if needed and not day:
            words = " and ".join(WORDS[one] for one in sorted(needed))
            self.add_error("day", f"Enter the day from which the {words} of this file hold")
        if profile.points and Permission.DEFINE not in self.granted:
            said = "This file changes definitions of indicators, which your role does not allow"
            self.add_error("profile", f"{said}. Ask an analyst to load it")


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

    def __init__(self, headings: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = [("", "None")]
        for name in ("practice", "period", "indicator"):
            self._choose(name, [*([] if name == "practice" else empty), *headings])
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
        return cleaned

    def clean_given_period(self) -> str:
        return _period(self.cleaned_data, "given_period")

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
        )

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


class FitsForm(PlainForm):
    """Load a file that was looked at by a layout that is known."""

    profile = forms.ChoiceField(label="Layout")
    period = forms.CharField(
        label="Period",
        help_text="Where the file names none: 2023-24, 2023 or 2023-24-Q1.",
        required=False,
        max_length=20,
    )

    def __init__(
        self, fits: Sequence[tuple[str, str]], layouts: Any, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.layouts = layouts
        choice = self.fields["profile"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = list(fits)

    def clean_period(self) -> str:
        return _period(self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if name := cleaned.get("profile"):
            profile = self.layouts(name)
            if profile.figures and not profile.period and not cleaned.get("period"):
                self.add_error("period", _NAMES_NONE)
        return cleaned


class SaveProfileForm(PlainForm):
    name = forms.CharField(
        label="Name of the layout",
        help_text="Short, in letters and numbers: flu-uptake. The same name saves a new version.",
        max_length=50,
    )


class ProfileTextForm(PlainForm):
    """The text of a layout; `name` is asked where it is not the commissioner's own yet."""

    name = forms.CharField(
        label="Name of your layout",
        help_text="Short, in letters and numbers: flu-uptake.",
        max_length=50,
    )
    toml = forms.CharField(
        label="Text of the layout",
        help_text="A change is saved as a new version. What was read before stays as it was read.",
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        max_length=100_000,
        strip=False,
    )

    def __init__(self, own: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["name"]
