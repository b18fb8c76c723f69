"""What a practice says beside a figure, and why it is not shown."""

from django import forms

from scorecard.publication.models.comments import LONGEST_COMMENT
from scorecard.ui.forms import PlainForm


class CommentForm(PlainForm):
    """An empty text takes back what was said."""

    text = forms.CharField(
        max_length=LONGEST_COMMENT,
        required=False,
        label="What your practice says",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=f"At most {LONGEST_COMMENT:,} characters of plain text. Write of your practice"
        " as a whole: never of a patient, nor in a way that one could be recognised.",
    )
