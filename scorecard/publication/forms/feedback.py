"""What is asked of staff who answer a reader."""

from django import forms

from scorecard.publication.models import Done
from scorecard.publication.models.feedback import LONGEST_TEXT
from scorecard.ui.forms import PlainForm


class AnswerForm(PlainForm):
    done = forms.ChoiceField(label="What was done", choices=Done.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For colleagues. It is not published, and the reader is not told.",
    )
