"""What commissioners type about files that they load: the kind of file, its columns, a layout."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms

from indicators.periods import UnknownPeriodCode, parse
from indicators.selectors.layouts import UNKNOWN, KnownProfile
from indicators.services.bringing import WORDS
from indicators.sources.profiles import Profile
from scorecard.accounts.roles import Permission
from scorecard.ui.forms import DateField, PlainForm

_NEED_A_DAY = {"organisation", "networks"}
MAY_NOT_DEFINE = (
    "This file changes definitions of indicators, which your role does not allow. "
    "Ask an analyst to load it"
)
_NAMES_NONE = (
    "This kind of file names no period. Enter the one that its figures are about, such as 2023-24"
)


def period_given(cleaned: Mapping[str, Any], name: str = "period") -> str:
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
        return period_given(self.cleaned_data)

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
            self.add_error("profile", MAY_NOT_DEFINE)


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
        return period_given(self.cleaned_data)

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
