"""Periods, what practices are asked to return for them, and what they sent."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper

from indicators.models.definitions import Definition
from practices.models import Commissioner, Practice


class Period(models.Model):
    """A stretch of time for which figures are held; `ends_on` is its last day."""

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ("-ends_on", "-starts_on")
        constraints = (
            models.UniqueConstraint("commissioner", Upper("code"), name="one_period_per_code"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="period_starts_before_it_ends",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Collection(models.Model):
    """What practices are asked to return for a period, and by when (`deadline` is the last day)."""

    period = models.OneToOneField(Period, on_delete=models.PROTECT)
    opens_on = models.DateField()
    deadline = models.DateField()
    guidance = models.TextField(blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    opened_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(deadline__gte=models.F("opens_on")),
                name="collection_opens_before_its_deadline",
            ),
        )

    def __str__(self) -> str:
        return f"Return for {self.period}"


class CollectionItem(models.Model):
    """One indicator that is due in a collection."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "definition"), name="each_indicator_is_due_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.collection}: {self.definition}"


class DataReturn(models.Model):
    """One submission by a practice. A later one corrects an earlier one; both are kept."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    file = models.OneToOneField("indicators.ReceivedFile", on_delete=models.PROTECT)
    reference = models.CharField(max_length=20, unique=True)
    figures = models.PositiveIntegerField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ("-submitted_at",)

    def __str__(self) -> str:
        return self.reference
