"""A banding run and its results. Rows are written once, and seen only when the run is finished."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F

from indicators.models.collection import Period
from indicators.models.definitions import Definition
from indicators.models.figures import Figure
from practices.models import Commissioner, Practice
from scorecard.calc.types import Band, Comparison, NoBand


class RunPart(models.Model):
    """Results that were judged and loaded together, in a table of their own.

    A run is made of one part or of several, and may share a part with an older run where nothing
    that it was judged by has changed (docs/adr/0029). Nobody sees a part before a run names it.
    `certain_at` is when its second pass ended; empty until then.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT)
    results = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    certain_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Part {self.pk}: {self.results:,} results for {self.period}"


class PartInputs(models.Model):
    """What a part was judged by, as far as it may change afterwards (`selectors.run_inputs`).

    With the figures and definitions that its results name it is enough to judge them once more.
    """

    part = models.OneToOneField(
        RunPart, primary_key=True, on_delete=models.CASCADE, related_name="inputs"
    )
    code_version = models.CharField(max_length=40)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"Inputs of part {self.part_id}"


class Run(models.Model):
    """All figures of a period, banded by stated definitions at one moment.

    `parts` are the ids of the parts that hold its results, so that a query names their tables.
    Where only some definitions were banded again, the others stand as in the run `rest_from`.
    `practices` are packed ids (int64, the order of `RunDefinition.bands`).
    """

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    period = models.ForeignKey(Period, on_delete=models.PROTECT)
    # The job's id, so that an attempt that is repeated finds the work already done.
    key = models.UUIDField(unique=True)
    parts = ArrayField(models.BigIntegerField(), default=list)
    rest_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    practices = models.BinaryField(default=b"")
    inputs_hash = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    # Its results are gone, by the rule of `services.pruning`; what it was judged by is still told.
    pruned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-finished_at", "-id")

    def __str__(self) -> str:
        return f"Run {self.pk} for {self.period}"


class RunDefinition(models.Model):
    """One definition in a run, with the benchmark its practices were compared with.

    `levels` stood in for those of the rule in this period (a year-to-date figure has its own in
    each quarter); empty where the rule's own held. `part` holds its results: one of this run, or
    one that an older run made. `bands` and `states` are those of the results once more, packed
    (int8, by the run's practices), so that scores are made again without reading a million rows.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="definitions")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT)
    part = models.ForeignKey(RunPart, on_delete=models.PROTECT)
    benchmark = models.FloatField(null=True, blank=True)
    benchmark_name = models.CharField(max_length=200, blank=True)
    practices_with_value = models.PositiveIntegerField()
    ranked_of = models.PositiveIntegerField(default=0)
    # Phi (multiplicative) or tau squared (additive), by which intervals were widened; empty where
    # nothing was estimated, and in older runs.
    scatter = models.FloatField(null=True, blank=True)
    levels = models.JSONField(null=True, blank=True)
    bands = models.BinaryField(default=b"")
    states = models.BinaryField(default=b"")
    # Of the figures, the definition and all else that it was judged by; empty in older runs.
    inputs_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("run", "definition"), name="each_definition_runs_once"),
        )

    def __str__(self) -> str:
        return f"{self.definition} in {self.run}"


class ResultQuerySet(models.QuerySet["Result"]):
    def of_run(self, run: Run) -> "ResultQuerySet":
        """The results of one run: the parts by number, so that no other table is read."""
        # One filter call, so that the conditions share one join.
        return self.filter(
            part__in=run.parts,
            definition__rundefinition__run=run.pk,
            definition__rundefinition__part=F("part"),
        )


class PartRow(models.Model):
    """A row of a table that is one part's own (`indicators.services.parts` makes and fills it)."""

    pk = models.CompositePrimaryKey("part", "practice", "definition")
    part = models.ForeignKey(RunPart, models.CASCADE, db_index=False, db_constraint=False)
    practice = models.ForeignKey(Practice, models.PROTECT, db_index=False)
    definition = models.ForeignKey(Definition, models.PROTECT, db_index=False)

    class Meta:
        abstract = True


class Result(PartRow):
    """One practice on one definition in one part: the agreed band and, apart, the comparison.

    `own_benchmark` is that of this practice alone (its network, its past); without one that of
    the run's definition holds. `own_levels` were agreed for this practice and stood in for those
    of the rule; empty where the common ones held. `percentile` is the share of those ranked, in
    per cent, that are worse, equals by half.
    """

    figure = models.ForeignKey(
        Figure, models.PROTECT, null=True, blank=True, db_index=False, db_constraint=False
    )
    numerator = models.FloatField(null=True, blank=True)
    denominator = models.FloatField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)
    lower = models.FloatField(null=True, blank=True)
    upper = models.FloatField(null=True, blank=True)
    own_benchmark = models.FloatField(null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    percentile = models.FloatField(null=True, blank=True)
    band = models.PositiveSmallIntegerField(choices=[(b.value, b.name) for b in Band])
    no_band = models.PositiveSmallIntegerField(choices=[(n.value, n.name) for n in NoBand])
    comparison = models.PositiveSmallIntegerField(choices=[(c.value, c.name) for c in Comparison])
    queried = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    own_levels = models.JSONField(null=True, blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        # Partitioned by part; keys and references are those of each part's table.
        constraints = (
            models.CheckConstraint(
                condition=models.Q(band=0, no_band__gt=0) | models.Q(band__gt=0, no_band=0),
                name="a_band_or_the_reason_for_none",
            ),
        )

    def __str__(self) -> str:
        return f"{self.definition} of {self.practice} in {self.part}"


class Certainty(PartRow):
    """How sure a band and a rank are, for the commissioner's own eyes; a second pass over a part.

    `red`, `amber` and `green` are the probabilities, 0 to 1, that the true value lies in each
    level; empty where levels were not agreed beforehand or the figure has no sampling model.
    `rank_best` and `rank_worst` hold the middle 95% of the practice's rank. `too_close` is all of
    it that anybody else is told: that the band is too close to call.
    """

    red = models.FloatField(null=True, blank=True)
    amber = models.FloatField(null=True, blank=True)
    green = models.FloatField(null=True, blank=True)
    rank_best = models.PositiveIntegerField(null=True, blank=True)
    rank_worst = models.PositiveIntegerField(null=True, blank=True)
    too_close = models.BooleanField()

    def __str__(self) -> str:
        return f"Certainty of {self.definition} of {self.practice} in {self.part}"
