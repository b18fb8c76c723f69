"""Taking an indicator off the draft."""

from django import forms

from scorecard.ui.forms import PlainForm


class RetireForm(PlainForm):
    """What becomes of it, and why. `started` is how it stood on `card` when the form was shown."""

    card = forms.CharField(required=False, widget=forms.HiddenInput)
    started = forms.CharField(required=False, widget=forms.HiddenInput)

    what = forms.ChoiceField(
        choices=[
            ("off", "Take it off: practices are not asked for it any more"),
            ("collected", "Retire it but go on collecting: it has no weight and no band counts"),
        ],
        widget=forms.RadioSelect,
        label="What becomes of it",
    )
    why = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        label="Why",
        help_text="Stands in the history, for those who ask later.",
    )
