"""What a practice writes about how it came to be good at something."""

from django import forms

from indicators.models import Indicator
from scorecard.dashboards.models.case_studies import LONGEST_TEXT, LONGEST_TITLE
from scorecard.ui.forms import PlainForm


class IndicatorChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """By code and name."""

    def label_from_instance(self, obj: Indicator) -> str:
        return f"{obj.code} {obj.name}"  # type: ignore[attr-defined]


class CaseStudyForm(PlainForm):
    """The indicator is one of those on which the practice has a result."""

    indicator = IndicatorChoice(
        queryset=Indicator.objects.none(), label="Indicator", empty_label="Choose an indicator"
    )
    title = forms.CharField(max_length=LONGEST_TITLE, label="Title")
    text = forms.CharField(
        max_length=LONGEST_TEXT,
        label="What you did, and what came of it",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Practices like yours read it. Name no patients and no staff.",
    )
    link = forms.URLField(
        label="Link to more",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="For example a protocol on your website.",
    )
    agreed = forms.BooleanField(
        label="We agree that the practice is named beside it",
    )
