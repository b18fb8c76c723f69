"""Signing the assessment of an indicator."""

from django import forms

from indicators.models import Assessment
from scorecard.cards.services.assessment import TEXTS
from scorecard.ui.forms import PlainForm

MOST = 4000


def _words(label: str, hint: str, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AssessmentForm(PlainForm):
    """What people know of an indicator, the class they pick and why."""

    year = forms.CharField(widget=forms.HiddenInput)
    fit_with_guidance = _words(
        "Fit with guidance",
        "Does it still ask for what current guidance asks for? Name the guidance and its date.",
    )
    other_funding = _words(
        "Other funding", "Is the same work paid for or required elsewhere, for example by contract?"
    )
    use_for_planning = _words(
        "Use for planning", "Who else uses the figures, and what would they lose?"
    )
    unintended_effects = _words(
        "Unintended effects", "What does it push aside, or invite to do only for the figure?"
    )
    verdict = forms.ChoiceField(
        label="What becomes of it", choices=Assessment.Verdict.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why",
        max_length=MOST,
        help_text="It stands beside your name and stays; a later signature can be added.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}
