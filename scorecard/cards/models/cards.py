"""A scorecard and its versions: which definitions count, in which domain, with which weight."""

from django.conf import settings
from django.db import models

from indicators.models import Definition
from practices.models import Commissioner


class Scorecard(models.Model):
    """`source` says where it comes from; `illustrative` which parts nobody has agreed, and why."""

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    source = models.TextField(blank=True)
    illustrative = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("commissioner", "name"), name="scorecard_names_differ"),
        )

    def __str__(self) -> str:
        return self.name


class OverallBy(models.TextChoices):
    """What the band of a whole practice rests on."""

    SCORE = "score", "its score"
    REDS = "reds", "its number of reds"
    BOTH = "both", "the worse of its score and its number of reds"


PURPOSES = [
    ("development", "development: practices learn from one another"),
    ("performance", "performance management"),
    ("contract", "commissioning and contract review"),
    ("choice", "patients' choice"),
]


def default_points() -> list[float]:
    return [0, 1, 2]


class CardVersion(models.Model):
    """A draft may change; once live it never does again. Scores run from 0 to 100.

    `band_points` are those of red, amber and green. With `overall_by` reds or both, a practice
    is amber from `reds_amber_from` reds and red from `reds_red_from`.
    """

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    minimum_coverage = models.FloatField(
        default=0.5, help_text="Share of the weights that must have a band, or there is no score."
    )
    green_from = models.FloatField(default=70)
    red_below = models.FloatField(default=40)
    overall_by = models.CharField(max_length=5, choices=OverallBy.choices, default=OverallBy.SCORE)
    reds_amber_from = models.PositiveSmallIntegerField(null=True, blank=True)
    reds_red_from = models.PositiveSmallIntegerField(null=True, blank=True)
    band_points = models.JSONField(default=default_points)
    purposes = models.JSONField(default=list, blank=True)
    summary = models.TextField(blank=True, help_text="Why there is this version.")
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies"
    )
    # Goes up with every change, so that a form filled in on an older state is noticed.
    revision = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("scorecard", "number"), name="versions_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(minimum_coverage__gte=0, minimum_coverage__lte=1)
                & models.Q(red_below__lte=models.F("green_from")),
                name="overall_levels_are_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(overall_by="score")
                | models.Q(reds_amber_from__gte=1, reds_red_from__gte=models.F("reds_amber_from")),
                name="counting_reds_needs_two_numbers_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.scorecard} version {self.number}"


class Domain(models.Model):
    """Indicators that are weighed together. Domains of one `section` stand under its heading."""

    version = models.ForeignKey(CardVersion, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(max_length=100)
    section = models.CharField(max_length=100, blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=("version", "name"), name="domain_names_differ"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=0, weight__lte=100), name="domain_weight_in_range"
            ),
        )

    def __str__(self) -> str:
        return self.name


class CardItem(models.Model):
    """A definition on a card: weighted in a domain, or shown as context or fact beside it.

    `if_missing` makes a weighted indicator compulsory and says what becomes of one that was due
    and not returned; empty: not compulsory, left out.
    """

    class Role(models.TextChoices):
        WEIGHTED = "weighted", "banded and weighted"
        CONTEXT = "context", "context, not banded"
        FACT = "fact", "fact, not banded"
        COLLECTED = "collected", "retired, still collected"

    class IfMissing(models.TextChoices):
        LEFT_OUT = "left_out", "compulsory: left out of the score when not returned"
        RED = "red", "compulsory: red when not returned"

    version = models.ForeignKey(CardVersion, on_delete=models.CASCADE, related_name="items")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT)
    role = models.CharField(max_length=10, choices=Role.choices)
    domain = models.ForeignKey(
        Domain, null=True, blank=True, on_delete=models.CASCADE, related_name="items"
    )
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    order = models.PositiveSmallIntegerField()
    if_missing = models.CharField(max_length=10, choices=IfMissing.choices, blank=True)
    public = models.BooleanField(default=True, help_text="May be part of what is published.")

    class Meta:
        ordering = ("domain__order", "order", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "definition"), name="each_definition_is_on_a_card_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role="weighted", domain__isnull=False)
                | models.Q(
                    role__in=("context", "fact", "collected"), domain__isnull=True, weight=0
                ),
                name="only_weighted_items_have_a_domain",
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=0, weight__lte=100), name="item_weight_in_range"
            ),
        )

    def __str__(self) -> str:
        return f"{self.definition} on {self.version}"

    @property
    def says_who_is_alike(self) -> bool:
        """Context is whom a practice cares for, and so which others it is like; who works there
        is its own or its commissioner's doing, and stands beside the rest only to be read."""
        return self.role == self.Role.CONTEXT and self.definition.about != "workforce"


class Eligibility(models.Model):
    """A condition that stands apart from every band: to join a programme, to be paid, to contract.

    A practice meets it when each of `items` has at least that band; a gateway is all or nothing.
    """

    class Kind(models.TextChoices):
        PREREQUISITE = "prerequisite", "prerequisite"
        GATEWAY = "gateway", "gateway: all or nothing"

    class AtLeast(models.TextChoices):
        AMBER = "amber", "amber"
        GREEN = "green", "green"

    version = models.ForeignKey(CardVersion, on_delete=models.CASCADE, related_name="eligibilities")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    leads_to = models.TextField(help_text="What a practice may do that meets it.")
    at_least = models.CharField(max_length=5, choices=AtLeast.choices)
    order = models.PositiveSmallIntegerField()
    items = models.ManyToManyField(CardItem)

    class Meta:
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=("version", "name"), name="eligibility_names_differ"),
        )

    def __str__(self) -> str:
        return self.name
