"""An indicator is a name that lasts; its definitions are numbered and never change."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper

from indicators import vocabulary
from practices.models import Commissioner
from practices.models.groups import LONGEST_NAME


class Indicator(models.Model):
    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    code = models.CharField(max_length=30)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                "commissioner", Upper("code"), name="one_indicator_per_code_whatever_the_case"
            ),
        )

    def __str__(self) -> str:
        return self.code


class Kind(models.TextChoices):
    """How a value comes about. Facts (text) are shown, never banded."""

    PROPORTION = "proportion", "proportion (percentage)"
    RATE = "rate", "rate per number of patients"
    RATIO = "ratio", "ratio of two amounts"
    MEAN = "mean", "mean"
    COUNT = "count", "count"
    SCORE = "score", "score"
    YES_NO = "yes_no", "yes or no"
    FACT = "fact", "fact in words"


class SuppliedBy(models.TextChoices):
    """Who sends the figures: only what practices supply is due from them in a return."""

    PRACTICE = "practice", "the practice, in its return"
    COMMISSIONER = "commissioner", "the commissioner"
    NATIONAL = "national", "a national source"


POLARITIES = [("high", "high is good"), ("low", "low is good"), ("none", "no judgement")]
SAMPLINGS = [
    ("proportion", "proportion"),
    ("poisson", "count of independent events"),
    ("mean", "mean"),
    ("none", "none: no interval"),
]


class Definition(models.Model):
    """One agreed wording and rule of an indicator. Rows are added, never changed.

    `multiplier` turns numerator / denominator into the unit shown: 100 for a percentage, 1,000
    for a rate per 1,000. `rule` is the banding rule as data, read by `indicators.rules`; empty
    means not banded. `valid_for_months` lets an older figure stand in for a later period (a
    deprivation score is not made every quarter); 0 means only its own period. What is `about` the
    workforce stands among a practice's context as well, whatever its place on the card.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="definitions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    description = models.TextField(help_text="What it measures, in words a patient understands.")
    rationale = models.TextField(blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    numerator = models.CharField(max_length=500, blank=True)
    denominator = models.CharField(max_length=500, blank=True)
    multiplier = models.FloatField(default=1)
    unit = models.CharField(max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(default=1)
    polarity = models.CharField(max_length=4, choices=POLARITIES)
    sampling = models.CharField(max_length=12, choices=SAMPLINGS, default="none")
    over_dispersed = models.CharField(
        max_length=14, choices=vocabulary.OVER_DISPERSED, blank=True, default=""
    )
    rule = models.JSONField(default=dict, blank=True)
    bands_agreed = models.CharField(
        max_length=500, blank=True, help_text="Who agreed the levels, and when."
    )
    minimum_denominator = models.FloatField(default=0)
    source = models.CharField(max_length=300, blank=True)
    supplied_by = models.CharField(
        max_length=12, choices=SuppliedBy.choices, default=SuppliedBy.PRACTICE
    )
    valid_for_months = models.PositiveSmallIntegerField(default=0)
    level = models.CharField(max_length=10, choices=vocabulary.LEVELS, default="practice")
    period_type = models.CharField(max_length=12, choices=vocabulary.PERIOD_TYPES, default="period")
    frequency = models.CharField(max_length=12, choices=vocabulary.FREQUENCIES, blank=True)
    target_profile = models.JSONField(default=dict, blank=True)
    denominator_list = models.CharField(max_length=10, choices=vocabulary.LISTS, blank=True)
    fact_type = models.CharField(max_length=5, choices=vocabulary.FACT_TYPES, default="text")
    stratum_of = models.CharField(max_length=30, blank=True)
    stratum = models.CharField(max_length=100, blank=True)
    targets = models.JSONField(default=list, blank=True)
    comparator = models.CharField(max_length=10, choices=vocabulary.COMPARATORS, default="area")
    comparator_value = models.FloatField(null=True, blank=True)
    comparator_group = models.CharField(max_length=LONGEST_NAME, blank=True)
    adjustments = models.CharField(max_length=10, choices=vocabulary.ADJUSTMENTS, blank=True)
    about = models.CharField(max_length=10, choices=vocabulary.ABOUT, blank=True)
    availability = models.CharField(
        max_length=10, choices=vocabulary.AVAILABILITY, default="collected"
    )
    points = models.FloatField(default=0, help_text="Points in a national payment scheme.")
    priority = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    reviewer = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("indicator", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "number"), name="definitions_are_numbered"
            ),
            models.CheckConstraint(
                condition=models.Q(multiplier__gt=0, minimum_denominator__gte=0),
                name="definition_numbers_are_in_range",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.name} (version {self.number})"

    @property
    def code(self) -> str:
        return self.indicator.code
