"""A scorecard and its versions: which definitions count, in which domain, with which weight."""

from django.conf import settings
from django.db import models

from indicators.models import Definition
from practices.models import Commissioner


class Scorecard(models.Model):
    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("commissioner", "name"), name="scorecard_names_differ"),
        )

    def __str__(self) -> str:
        return self.name


class CardVersion(models.Model):
    """A draft may change; once live it never does again. Scores run from 0 to 100."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    minimum_coverage = models.FloatField(
        default=0.5, help_text="Share of the weights that must have a band, or there is no score."
    )
    green_from = models.FloatField(default=70)
    red_below = models.FloatField(default=40)
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
        )

    def __str__(self) -> str:
        return f"{self.scorecard} version {self.number}"


class StatusRow(models.Model):
    """A version became live, or was closed. No row at all: a draft."""

    class Status(models.TextChoices):
        LIVE = "live", "live"
        CLOSED = "closed", "closed"

    version = models.ForeignKey(CardVersion, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=10, choices=Status.choices)
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "status"), name="each_status_once"),
        )

    def __str__(self) -> str:
        return f"{self.version}: {self.status}"


class Domain(models.Model):
    version = models.ForeignKey(CardVersion, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(max_length=100)
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
    """A definition on a card: weighted in a domain, or shown as context or fact beside it."""

    class Role(models.TextChoices):
        WEIGHTED = "weighted", "banded and weighted"
        CONTEXT = "context", "context, not banded"
        FACT = "fact", "fact, not banded"

    version = models.ForeignKey(CardVersion, on_delete=models.CASCADE, related_name="items")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT)
    role = models.CharField(max_length=10, choices=Role.choices)
    domain = models.ForeignKey(
        Domain, null=True, blank=True, on_delete=models.CASCADE, related_name="items"
    )
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    order = models.PositiveSmallIntegerField()
    public = models.BooleanField(default=True, help_text="May be part of what is published.")

    class Meta:
        ordering = ("domain__order", "order", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "definition"), name="each_definition_is_on_a_card_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role="weighted", domain__isnull=False)
                | models.Q(role__in=("context", "fact"), domain__isnull=True, weight=0),
                name="only_weighted_items_have_a_domain",
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=0, weight__lte=100), name="item_weight_in_range"
            ),
        )

    def __str__(self) -> str:
        return f"{self.definition} on {self.version}"
