"""Figures, the files they came in, and the queries practices raise about them."""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Case, F, Value, When

from indicators.models.collection import Period
from indicators.models.definitions import Indicator
from practices.models import Commissioner, Practice


class ReceivedFile(models.Model):
    """A file as it was received, with what the check of it found.

    `report` is the outcome of the check: {"rows": .., "problems": [..], "warnings": [..],
    "figures": [..]}. The content stays, so every figure can be traced to its cell. `outcome` is
    everything that was refused or noticed, row by row, as a CSV compressed by gzip.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "being checked"
        READY = "ready", "checked, waiting for a decision"
        REFUSED = "refused", "could not be read"
        KEPT = "kept", "its figures are kept"
        DISCARDED = "discarded", "its figures were not kept"

    class How(models.TextChoices):
        UPLOAD = "upload", "uploaded"
        TYPED = "typed", "typed into the form"
        COMMAND = "command", "read by a command"

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT)
    period = models.ForeignKey(Period, null=True, blank=True, on_delete=models.PROTECT)
    profile = models.CharField(max_length=60)
    profile_version = models.CharField(max_length=40, blank=True)
    how = models.CharField(max_length=7, choices=How.choices, default=How.UPLOAD)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    report = models.JSONField(default=dict, blank=True)
    outcome = models.BinaryField(null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("-received_at",)

    def __str__(self) -> str:
        return self.name


class FigureState(models.TextChoices):
    PRESENT = "present", "has a value"
    SUPPRESSED = "suppressed", "hidden by its source because the numbers are small"
    NOT_APPLICABLE = "not_applicable", "does not apply to this practice"
    NO_DATA = "no_data", "not available from its source"


class FigureQuerySet(models.QuerySet["Figure"]):
    def current(self) -> "FigureQuerySet":
        """The figures that count now: not replaced, and not held beside another source's."""
        return self.filter(replaced_at__isnull=True, counts=True)


class Figure(models.Model):
    """What is held for one practice, indicator and period, from one source.

    A figure stays numerator and denominator where they are known; `value` (in the unit shown) is
    for sources that publish only the value. A correction by the same source is a new row: the old
    one gets `replaced_at` and stays. Of several sources one `counts`, the others stand beside it.
    `source` is "return" for the practice's own, "query" for a correction after a query, the name
    of the profile for a file, and empty for what was entered otherwise. `modelled`: estimated, not
    counted. `adjustments` are patients taken out, by reason: {"no_response": 3}.

    A million of them come in one statement. So that each need not be looked up five times, the
    database checks what they refer to once per statement, by triggers (docs/adr/0025).
    """

    practice = models.ForeignKey(Practice, models.PROTECT, db_constraint=False, db_index=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, db_constraint=False, db_index=False)
    period = models.ForeignKey(Period, models.PROTECT, db_constraint=False, db_index=False)
    state = models.CharField(
        max_length=14, choices=FigureState.choices, default=FigureState.PRESENT
    )
    numerator = models.FloatField(null=True, blank=True)
    denominator = models.FloatField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)
    spread = models.FloatField(null=True, blank=True, help_text="Standard deviation, for means.")
    text = models.TextField(blank=True)
    source = models.CharField(max_length=60, blank=True)
    counts = models.BooleanField(default=True)
    modelled = models.BooleanField(default=False)
    adjustments = models.JSONField(null=True, blank=True)
    file = models.ForeignKey(
        ReceivedFile, models.PROTECT, null=True, blank=True, db_constraint=False, db_index=False
    )
    row = models.PositiveIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
    )
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        # The practice first: rows are written in this order, each beside the one before.
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "period", "indicator"),
                condition=models.Q(replaced_at__isnull=True, counts=True),
                name="one_figure_counts",
            ),
            # Replaced ones differ by their id. They are in it so that it finds a place's history.
            models.UniqueConstraint(
                "practice",
                "period",
                "indicator",
                "source",
                Case(
                    When(replaced_at__isnull=True, then=Value(0)),
                    default=F("id"),
                    output_field=models.BigIntegerField(),
                ),
                name="one_current_figure_per_source",
            ),
        )
        indexes = (
            models.Index(fields=("indicator", "period"), name="figures_of_an_indicator"),
            BrinIndex(fields=("file",), name="figures_of_a_file", autosummarize=True),
            # Few, and pages ask for them among thousands that count.
            models.Index(
                fields=("practice",),
                name="figures_that_do_not_count",
                condition=models.Q(replaced_at__isnull=False) | models.Q(counts=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} of {self.practice}, {self.period}"


class FigureRemark(models.Model):
    """A note or an evidence file beside a figure; rows are added, the newest is shown first."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField(blank=True)
    evidence = models.ForeignKey(
        "indicators.Evidence", null=True, blank=True, on_delete=models.PROTECT
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(text="") | models.Q(evidence__isnull=False),
                name="a_remark_says_something",
            ),
        )

    def __str__(self) -> str:
        return f"Remark on {self.figure}"


class Query(models.Model):
    """A practice says that a figure is wrong. `decide_by`: when the commissioner will answer."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT)
    reason = models.TextField()
    proposed = models.CharField(max_length=100, blank=True)
    evidence = models.ForeignKey(
        "indicators.Evidence", null=True, blank=True, on_delete=models.PROTECT
    )
    verification = models.ForeignKey(
        "indicators.Verification", null=True, blank=True, on_delete=models.PROTECT
    )
    decide_by = models.DateField(null=True, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    raised_at = models.DateTimeField()

    class Meta:
        ordering = ("-raised_at",)

    def __str__(self) -> str:
        return f"Query about {self.figure}"


class QueryDecision(models.Model):
    """The commissioner's answer; an upheld query names the figure that corrects the old one."""

    query = models.OneToOneField(Query, on_delete=models.PROTECT, related_name="decision")
    upheld = models.BooleanField()
    reason = models.TextField()
    correction = models.OneToOneField(Figure, null=True, blank=True, on_delete=models.PROTECT)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(upheld=True, correction__isnull=False)
                | models.Q(upheld=False, correction__isnull=True),
                name="an_upheld_query_names_its_correction",
            ),
        )

    def __str__(self) -> str:
        return f"{'Upheld' if self.upheld else 'Declined'}: {self.query}"
