"""The form by which somebody decides whom a board is told of by name."""

from django import forms

from scorecard.dashboards.models import BoardNaming
from scorecard.dashboards.models.naming import MOST_NAMED
from scorecard.ui.forms import PlainForm


class NamingForm(PlainForm):
    """Who is named, how many, and why."""

    named = forms.ChoiceField(
        label="Named in the board paper",
        choices=BoardNaming.Named.choices,
        widget=forms.RadioSelect,
    )
    number = forms.IntegerField(
        label="How many at each end",
        min_value=1,
        max_value=MOST_NAMED,
        initial=3,
        help_text=f"From 1 to {MOST_NAMED}. Whoever has the same score as the last is named too.",
    )
    reason = forms.CharField(
        label="Why",
        max_length=500,
        help_text="It stands in the paper, with your name and the day.",
    )
