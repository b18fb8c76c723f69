"""What people type when they agree whose figure counts."""

from collections.abc import Mapping
from typing import Any

from django import forms

from indicators.models import Indicator, Period
from indicators.selectors.sources import practice_with_figures
from practices.models import Practice
from scorecard.ui.forms import PlainForm


class AgreementForm(PlainForm):
    """Which source counts, where, and who agreed it. `sources` has their titles by name."""

    source = forms.ChoiceField(label="Whose figures count", widget=forms.RadioSelect)
    practice = forms.CharField(
        label="Practice code",
        help_text="Only where it was agreed for one practice. Leave it empty for all of them.",
        required=False,
        max_length=20,
    )
    period = forms.ChoiceField(label="In which periods", required=False)
    agreed_with = forms.CharField(
        label="Agreed with",
        help_text="Who was asked and said yes, for example: the LMC on 3 May 2026.",
        max_length=200,
    )
    reason = forms.CharField(
        label="Reason",
        help_text="It stands beside the figures; practices read it too.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def __init__(
        self,
        indicator: Indicator,
        sources: Mapping[str, str],
        periods: Mapping[str, Period],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.indicator, self.names, self.periods = indicator, list(sources), periods
        # A source may have no name at all, so each is chosen by its place.
        titles = [(str(at), title) for at, title in enumerate(sources.values())]
        single = [(code, f"{period} only") for code, period in periods.items()]
        self.fields["source"].choices = titles  # type: ignore[attr-defined]
        everything = [("", "Every period, also those to come")]
        self.fields["period"].choices = [*everything, *single]  # type: ignore[attr-defined]

    def clean_practice(self) -> Practice | None:
        code = self.cleaned_data["practice"].strip()
        if not code:
            return None
        found = practice_with_figures(self.indicator, code)
        if found is None:
            raise forms.ValidationError("No figure of a practice with this code is held here")
        return found

    @property
    def agreed(self) -> dict[str, Any]:
        """What `agree_source` is told."""
        given = dict(self.cleaned_data)
        given["source"] = self.names[int(given["source"])]
        given["period"] = self.periods.get(given["period"])
        return given
