"""Practices confirm what is held on them; the commissioner checks answers drawn at random."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from indicators.models.collection import Collection, Period
from indicators.models.figures import Figure
from practices.models import Practice


class VerificationWindow(models.Model):
    """When practices may verify the figures of a period, and what silence at its end means."""

    class Silence(models.TextChoices):
        ACCEPTED = "accepted", "counts as accepted by the practice"
        UNVERIFIED = "unverified", "is used and marked as not verified"

    period = models.OneToOneField(Period, on_delete=models.PROTECT)
    opens_on = models.DateField()
    deadline = models.DateField()
    silence = models.CharField(max_length=10, choices=Silence.choices)
    decide_by = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(deadline__gte=models.F("opens_on")),
                name="verification_opens_before_its_deadline",
            ),
        )

    def __str__(self) -> str:
        return f"Verification of {self.period}"


class WindowNotice(models.Model):
    """A practice was told that it may verify; when the last day moves, it is told again."""

    class Kind(models.TextChoices):
        OPEN = "open", "verification is open"
        WEEK = "week", "a week before the last day"
        DAY = "day", "the day before the last day"

    window = models.ForeignKey(VerificationWindow, on_delete=models.PROTECT)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    deadline = models.DateField()
    sent_to = models.TextField(help_text="E-mail addresses, one per line.")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("window", "practice", "kind", "deadline"),
                name="each_window_is_told_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.window}, {self.practice}: {self.get_kind_display()}"


class Verification(models.Model):
    """A practice confirmed every figure held on it for a period at that moment.

    `figures` are those it saw and confirmed, by id: not those under query, nor any that comes or
    starts to count later. A time alone would not tell: an import may begin before and end after.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    period = models.ForeignKey(Period, on_delete=models.PROTECT)
    name = models.CharField(max_length=200, help_text="Who stands for it.")
    figures = ArrayField(models.BigIntegerField(), default=list, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=("period", "practice"), name="verification_of_period"),)

    def __str__(self) -> str:
        return f"{self.practice} verified {self.period}"


class ComplianceCheck(models.Model):
    """A random sample of self-assessed answers: what is needed to draw it again.

    `frame` is how many answers there were to draw from; `one_per` asks for at least one answer
    of every practice or question.
    """

    class Answers(models.TextChoices):
        YES = "yes", "answers that say yes"
        ALL = "all", "every answer"

    class OnePer(models.TextChoices):
        NOBODY = "", "purely at random"
        PRACTICE = "practice", "at least one answer of every practice"
        INDICATOR = "indicator", "at least one answer to every question"

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT)
    seed = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    frame = models.PositiveIntegerField()
    answers = models.CharField(max_length=3, choices=Answers.choices, default=Answers.YES)
    one_per = models.CharField(max_length=9, choices=OnePer.choices, blank=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ("-drawn_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(size__gte=1, size__lte=models.F("frame")),
                name="a_sample_is_part_of_its_frame",
            ),
        )

    def __str__(self) -> str:
        return f"{self.size} of {self.frame} answers, {self.collection}"


class ComplianceSample(models.Model):
    """One answer that was drawn, the `place`-th."""

    check_made = models.ForeignKey(
        ComplianceCheck, on_delete=models.PROTECT, related_name="samples"
    )
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT)
    place = models.PositiveIntegerField()

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(
                fields=("check_made", "figure"), name="an_answer_is_drawn_once_per_check"
            ),
            models.UniqueConstraint(
                fields=("check_made", "place"), name="samples_are_numbered_per_check"
            ),
        )

    def __str__(self) -> str:
        return f"{self.figure} ({self.check_made})"


class ComplianceFinding(models.Model):
    """What the commissioner found; `agrees`: the answer was right. The newest row holds."""

    sample = models.ForeignKey(ComplianceSample, on_delete=models.PROTECT, related_name="findings")
    agrees = models.BooleanField()
    found = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    evidence = models.ForeignKey(
        "indicators.Evidence", null=True, blank=True, on_delete=models.PROTECT
    )
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ("-found_at", "-pk")

    def __str__(self) -> str:
        return f"{'Agrees' if self.agrees else 'Does not agree'}: {self.sample}"
