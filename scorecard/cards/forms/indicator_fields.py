"""The plain fields of the indicator's form, one class for each part of the page."""

from django import forms
from django.core.exceptions import ValidationError

from indicators import vocabulary
from indicators.models import Kind, SuppliedBy
from indicators.models.definitions import POLARITIES, SAMPLINGS
from scorecard.cards.models import CardItem
from scorecard.ui.forms import DateField, PlainForm

USUAL_SCATTER = ("usual", "as is usual for what is counted: more for contacts and the like")
_DECIMALS = "Show from 0 to 6 decimal places"
_MONTHS = "A figure stays good for 0 to 240 months"


class MeaningFields(PlainForm):
    """What it measures, and why."""

    code = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9_.-]*$",
        max_length=30,
        help_text="Short and lasting, for example ACC07. Letters, digits, dots, dashes.",
        error_messages={"invalid": "Use letters, digits, dots, dashes or underscores only"},
    )
    name = forms.CharField(max_length=300)
    description = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="What it measures, in words a patient understands",
    )
    rationale = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False, label="Why it is measured"
    )
    evidence = forms.CharField(max_length=500, required=False, label="Evidence or reference")
    priority = forms.CharField(
        max_length=200, required=False, label="The priority or strategy that it serves"
    )
    stratum_of = forms.ChoiceField(
        required=False,
        label="It is one stratum of",
        error_messages={"invalid_choice": "Choose the whole indicator from the list"},
        help_text="For example the part of an indicator that counts frail patients only.",
    )
    stratum = forms.CharField(
        max_length=100,
        required=False,
        label="The group of patients in this stratum",
        help_text="For example moderate or severe frailty.",
    )

    def clean_code(self) -> str:
        if self.cleaned_data["code"] == "new":
            raise ValidationError("“new” is the address of this page. Use another code")
        return str(self.cleaned_data["code"])


class CountingFields(PlainForm):
    """How a value comes about."""

    kind = forms.ChoiceField(choices=Kind.choices, initial=Kind.PROPORTION)
    numerator = forms.CharField(
        max_length=500,
        required=False,
        help_text="What is counted. A proportion, rate or ratio needs it.",
    )
    denominator = forms.CharField(
        max_length=500,
        required=False,
        help_text="Out of what: people or an amount. A proportion, rate or ratio needs it.",
    )
    multiplier = forms.FloatField(
        initial=100,
        min_value=0.000001,
        max_value=1_000_000,
        help_text="100 for a percentage, 1000 for a rate per 1,000, 1 otherwise.",
        error_messages={
            "min_value": "The multiplier must be above 0, for example 100",
            "max_value": "The multiplier cannot be above a million",
        },
    )
    unit = forms.CharField(
        max_length=60,
        required=False,
        initial="%",
        help_text="For example %, £, per 1,000 patients.",
    )
    decimals = forms.IntegerField(
        min_value=0,
        max_value=6,
        initial=1,
        label="Decimal places shown",
        error_messages={"min_value": _DECIMALS, "max_value": _DECIMALS},
    )
    sampling = forms.ChoiceField(
        label="How it varies by chance",
        choices=SAMPLINGS,
        initial="proportion",
        help_text="Decides the confidence interval. Staff numbers and spending have none.",
    )
    over_dispersed = forms.ChoiceField(
        choices=[USUAL_SCATTER, *vocabulary.OVER_DISPERSED],
        initial=USUAL_SCATTER[0],
        required=False,
        label="How far practices scatter",
        help_text="More than chance widens intervals and limits, from 10 practices on. Contacts,"
        " attendances, referrals and admissions do: one person may have several.",
    )
    fact_type = forms.ChoiceField(
        choices=vocabulary.FACT_TYPES,
        initial="text",
        label="What kind of fact",
        help_text="Counts for facts in words only.",
    )
    about = forms.ChoiceField(
        choices=vocabulary.ABOUT,
        required=False,
        label="What it is about",
        help_text="What is about the people who work at the practice is also shown, without a band,"
        " among the context of each practice. It does not change which practices are similar.",
    )
    level = forms.ChoiceField(
        choices=vocabulary.LEVELS,
        initial="practice",
        label="For whom there is a figure",
        help_text="Life expectancy, for example, makes no sense for one practice.",
    )
    period_type = forms.ChoiceField(
        choices=vocabulary.PERIOD_TYPES,
        initial="period",
        label="What a figure covers",
        help_text="The year so far starts near zero each April: give it levels per quarter, below.",
    )
    frequency = forms.ChoiceField(
        choices=vocabulary.FREQUENCIES, required=False, label="How often there is a new figure"
    )
    valid_for_months = forms.IntegerField(
        min_value=0,
        max_value=240,
        initial=0,
        label="For how many months a figure stays good",
        help_text="0: only for its own period.",
        error_messages={"min_value": _MONTHS, "max_value": _MONTHS},
    )
    denominator_list = forms.ChoiceField(
        choices=vocabulary.LISTS,
        required=False,
        label="Where a figure comes without its denominator, take",
    )
    adjustments = forms.ChoiceField(
        choices=vocabulary.ADJUSTMENTS,
        required=False,
        label="Patients with a personalised care adjustment",
    )


class JudgingFields(PlainForm):
    """The direction, the smallest denominator and the comparator. Rules are in `LevelFields`."""

    polarity = forms.ChoiceField(
        label="Which way is good",
        choices=POLARITIES,
        widget=forms.RadioSelect,
        initial="high",
    )
    minimum_denominator = forms.FloatField(
        min_value=0,
        initial=0,
        help_text="With fewer than this in the denominator a practice is not banded.",
        error_messages={"min_value": "The minimum denominator cannot be below 0"},
    )
    bands_agreed = forms.CharField(
        max_length=500, required=False, label="Who agreed these levels, and when"
    )
    comparator = forms.ChoiceField(
        choices=vocabulary.COMPARATORS,
        initial="area",
        label="What practices are compared with",
        help_text="A group never holds the practice itself.",
    )
    comparator_value = forms.FloatField(
        required=False,
        label="The fixed number",
        help_text="Only for a fixed number. Observed against expected events are compared with"
        " their multiplier (1, or 100), and are then not ranked.",
    )
    comparator_group = forms.ChoiceField(
        required=False,
        label="The set of groups",
        help_text="Only for the other practices of its group.",
        error_messages={"invalid_choice": "Choose a set of groups from the list"},
    )


class SupplyFields(PlainForm):
    """Where figures come from, and who looks after the indicator."""

    supplied_by = forms.ChoiceField(
        choices=SuppliedBy.choices, initial="practice", label="Who supplies the figures"
    )
    source = forms.CharField(max_length=300, required=False)
    availability = forms.ChoiceField(
        choices=vocabulary.AVAILABILITY, initial="collected", label="What is collected today"
    )
    owner = forms.CharField(max_length=200, required=False)
    reviewer = forms.CharField(max_length=200, required=False)
    review_on = DateField(required=False, label="Next review")


class PlaceFields(PlainForm):
    """Its place on the draft scorecard."""

    role = forms.ChoiceField(
        choices=CardItem.Role.choices, initial="weighted", label="Its place on the scorecard"
    )
    domain = forms.ChoiceField(required=False)
    weight = forms.DecimalField(
        decimal_places=2,
        min_value=0,
        max_value=100,
        required=False,
        help_text="Share of its domain. The weights in a domain add to 100.",
        error_messages={
            "max_decimal_places": "Use at most two decimals in the weight, for example 12.5",
            "min_value": "The weight cannot be below 0",
            "max_value": "The weight cannot be above 100",
        },
    )
    if_missing = forms.ChoiceField(
        choices=[("", "Not compulsory: left out of the score"), *CardItem.IfMissing.choices],
        required=False,
        label="When it was due and not returned",
        help_text="Leaving out what was due rewards silence.",
    )
    public = forms.BooleanField(
        required=False, initial=True, label="May be part of what is published"
    )
    points = forms.FloatField(
        min_value=0,
        initial=0,
        required=False,
        label="Points in a national payment scheme",
        error_messages={"min_value": "Points cannot be below 0"},
    )
    why = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        label="Why you change it",
        help_text="Stands in the history, for those who ask later.",
    )
