"""A banding run and its results. Rows are written once, and seen only when the run is finished."""

from django.conf import settings
from django.db import models

from indicators.models.collection import Period
from indicators.models.definitions import Definition
from indicators.models.figures import Figure
from practices.models import Commissioner, Practice
from scorecard.calc.types import Band, Comparison, NoBand


class Run(models.Model):
    """All figures of a period, banded by stated definitions at one moment."""

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    period = models.ForeignKey(Period, on_delete=models.PROTECT)
    # The job's id, so that an attempt that is repeated finds the work already done.
    key = models.UUIDField(unique=True)
    inputs_hash = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()

    class Meta:
        ordering = ("-finished_at", "-id")

    def __str__(self) -> str:
        return f"Run {self.pk} for {self.period}"


class RunDefinition(models.Model):
    """One definition in a run, with the benchmark its practices were compared with.

    `levels` stood in for those of the rule in this period (a year-to-date figure has its own in
    each quarter); empty where the rule's own held.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="definitions")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT)
    benchmark = models.FloatField(null=True, blank=True)
    benchmark_name = models.CharField(max_length=200, blank=True)
    practices_with_value = models.PositiveIntegerField()
    levels = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("run", "definition"), name="each_definition_runs_once"),
        )

    def __str__(self) -> str:
        return f"{self.definition} in {self.run}"


class Result(models.Model):
    """One practice on one definition in one run: the agreed band and, apart, the comparison.

    `own_benchmark` is that of this practice alone (its network, its past); without one that of
    the run's definition holds. `own_levels` were agreed for this practice and stood in for those
    of the rule; empty where the common ones held.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT)
    figure = models.ForeignKey(Figure, null=True, blank=True, on_delete=models.PROTECT)
    numerator = models.FloatField(null=True, blank=True)
    denominator = models.FloatField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)
    lower = models.FloatField(null=True, blank=True)
    upper = models.FloatField(null=True, blank=True)
    text = models.TextField(blank=True)
    band = models.PositiveSmallIntegerField(choices=[(b.value, b.name) for b in Band])
    no_band = models.PositiveSmallIntegerField(choices=[(n.value, n.name) for n in NoBand])
    comparison = models.PositiveSmallIntegerField(choices=[(c.value, c.name) for c in Comparison])
    own_benchmark = models.FloatField(null=True, blank=True)
    own_levels = models.JSONField(null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    ranked_of = models.PositiveIntegerField(null=True, blank=True)
    queried = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("run", "practice", "definition"), name="one_result_in_a_run"
            ),
            models.CheckConstraint(
                condition=models.Q(band=0, no_band__gt=0) | models.Q(band__gt=0, no_band=0),
                name="a_band_or_the_reason_for_none",
            ),
        )
        indexes = (models.Index(fields=("run", "definition"), name="result_by_definition"),)

    def __str__(self) -> str:
        return f"{self.definition} of {self.practice} in {self.run}"
