"""What people type when they agree whose figure counts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from indicators.models import Period
from practices.models import Practice
from scorecard.ui.forms import PlainForm

ALL = "all"


class AgreementForm(PlainForm):
    """Which source counts, where, and who agreed it."""

    source = forms.ChoiceField(label="Whose figures count", widget=forms.RadioSelect)
    practice = forms.ChoiceField(label="For which practices")
    period = forms.ChoiceField(label="In which periods")
    agreed_with = forms.CharField(
        label="Agreed with",
        help_text="Who was asked and said yes, for example: the LMC on 3 May 2026.",
        max_length=200,
    )
    reason = forms.CharField(
        label="Reason",
        help_text="It stands beside the figures, for practices too.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def __init__(
        self,
        sources: Mapping[str, str],
        practices: Iterable[Practice],
        periods: Iterable[Period],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.practices = {one.code: one for one in practices}
        self.periods = {one.code: one for one in periods}
        self.sources = dict(enumerate(sources))
        titles = enumerate(sources.values())
        self.fields["source"].choices = [(str(at), title) for at, title in titles]  # type: ignore[attr-defined]
        self._choices("practice", "Every practice", self.practices)
        self._choices("period", "Every period, also those to come", self.periods)

    def _choices(self, name: str, everything: str, found: Mapping[str, Any]) -> None:
        single = [(code, f"{one} only") for code, one in found.items()]
        self.fields[name].choices = [(ALL, everything), *single]  # type: ignore[attr-defined]

    @property
    def agreed(self) -> dict[str, Any]:
        """What `agree_source` is told."""
        given = self.cleaned_data
        return {
            "source": self.sources[int(given["source"])],
            "practice": self.practices.get(given["practice"]),
            "period": self.periods.get(given["period"]),
            "agreed_with": given["agreed_with"],
            "reason": given["reason"],
        }
