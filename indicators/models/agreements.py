"""What is agreed or known about an indicator beside its definition."""

from django.conf import settings
from django.db import models

from indicators.models.collection import Period
from indicators.models.definitions import Indicator
from practices.models import Practice


class Objective(models.Model):
    """What one practice agreed on one indicator, in words, in levels or both.

    `levels` stand in for those of the banding rule at this practice, in periods that end between
    the two days (both belong; no last day: until further notice).
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    words = models.TextField(blank=True)
    levels = models.JSONField(default=dict, blank=True)
    agreed = models.CharField(max_length=300, help_text="Who agreed it, and when.")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-starts_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="an_objective_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~models.Q(words="", levels={}), name="an_objective_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} at {self.practice} from {self.starts_on}"


class BenchmarkValue(models.Model):
    """The published value of England, of a region or of the area, in the unit of the indicator."""

    class Area(models.TextChoices):
        ENGLAND = "england", "England"
        REGION = "region", "the region"
        AREA = "area", "the area"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    period = models.ForeignKey(Period, on_delete=models.PROTECT)
    area = models.CharField(max_length=10, choices=Area.choices)
    value = models.FloatField()
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-period__ends_on", "area", "-recorded_at", "-id")

    def __str__(self) -> str:
        return f"{self.indicator}, {self.get_area_display()}, {self.period}"


class AreaChoice(models.Model):
    """Which value of the area an indicator is compared with in a period, and who chose it.

    The newest counts; without one it is what the figures held here add up to.
    """

    class Use(models.TextChoices):
        POOLED = "pooled", "what the figures held here add up to"
        PUBLISHED = "published", "the published value"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    period = models.ForeignKey(Period, on_delete=models.PROTECT)
    use = models.CharField(max_length=10, choices=Use.choices)
    reason = models.CharField(max_length=500)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ("-chosen_at", "-id")

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period}: {self.get_use_display()}"


class Assessment(models.Model):
    """The review of an indicator at the end of a year: what was computed, what people say.

    A person picks the class and signs; a later signature on the same year stands beside it.
    """

    class Verdict(models.TextChoices):
        RETIRE = "retire", "retire"
        COLLECT = "collect", "retire, but go on collecting"
        MODIFY = "modify", "modify"
        PLATEAUED = "plateaued", "plateaued: little left to gain"
        IMPROVE = "improve", "keep: there is scope to improve"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    period = models.ForeignKey(Period, on_delete=models.PROTECT)
    computed = models.JSONField()
    fit_with_guidance = models.TextField(blank=True)
    other_funding = models.TextField(blank=True)
    use_for_planning = models.TextField(blank=True)
    unintended_effects = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.TextField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ("-signed_at", "-id")

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period}: {self.verdict}"
