"""What people type about compliance checks."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from indicators.models import Collection
from scorecard.calc.sampling import MOST_SEED
from scorecard.ui.forms import PlainForm

AGREES, DIFFERS = "agrees", "differs"
ANY = "any"


class DrawForm(PlainForm):
    """From which answers to draw, how many, and by which seed."""

    collection = forms.ModelChoiceField(
        queryset=Collection.objects.none(), label="Return", empty_label="Choose a return"
    )
    answers = forms.ChoiceField(
        label="Which answers",
        choices=[
            ("yes", "Those that say yes: what a practice claims to do"),
            ("all", "Every answer: yes, no and not applicable"),
        ],
        widget=forms.RadioSelect,
        initial="yes",
    )
    one_per = forms.ChoiceField(
        label="How they are spread",
        choices=[
            (ANY, "Purely at random"),
            ("practice", "At least one answer of every practice"),
            ("indicator", "At least one answer to every question"),
        ],
        widget=forms.RadioSelect,
        initial=ANY,
    )
    size = forms.IntegerField(
        label="How many answers to draw",
        min_value=1,
        max_value=100_000,
        error_messages={
            "min_value": "Draw at least 1 answer",
            "max_value": "Draw at most 100,000 answers",
        },
    )
    seed = forms.CharField(
        label="Seed",
        help_text="It decides which answers are drawn, and is shown with the draw for ever. The "
        "one offered is random. To show that nobody chose, agree beforehand to use numbers nobody "
        "can know yet, such as those of next Saturday's lottery.",
        max_length=MOST_SEED,
    )

    def __init__(self, collections: QuerySet[Collection], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["collection"]
        field.queryset = collections
        field.label_from_instance = lambda collection: str(collection.period)

    def clean_one_per(self) -> str:
        chosen = str(self.cleaned_data["one_per"])
        return "" if chosen == ANY else chosen


class FindingForm(PlainForm):
    """What the commissioner found about one answer."""

    verdict = forms.ChoiceField(
        label="Is the answer right",
        choices=[(AGREES, "Yes, what we found agrees"), (DIFFERS, "No, it does not agree")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the answer is right"},
    )
    found = forms.CharField(
        label="What was found",
        help_text="In a few words. Needed where the answer is not right.",
        required=False,
        max_length=200,
    )
    note = forms.CharField(
        label="Note",
        help_text="How it was checked, and by whom. The practice reads it. Never name a patient.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    evidence = forms.FileField(
        label="Evidence",
        help_text="A PDF, picture, Word or Excel file that shows it.",
        required=False,
    )
