"""Releases, their editions, and what was decided about each. Rows are written once."""

from django.conf import settings
from django.db import models

from indicators.models import Period
from scorecard.cards.models import CardRun, Scorecard
from scorecard.publication.lifecycle import Step


class PublicationRules(models.Model):
    """Who is told what of a scorecard, and what is too small to tell. The newest holds.

    `levels` is what `levels.read` reads, `small_numbers` what `small_numbers.read` reads. An
    edition keeps those that it was frozen by.
    """

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    levels = models.JSONField()
    small_numbers = models.JSONField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("scorecard", "number"), name="rules_are_numbered"),
        )

    def __str__(self) -> str:
        return f"Publication of {self.scorecard}, rules {self.number}"


class Release(models.Model):
    """All editions of one scorecard and period; it has one address for good."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("scorecard", "period"), name="one_release_per_scorecard_and_period"
            ),
        )

    def __str__(self) -> str:
        return f"{self.scorecard}, {self.period}"


class Edition(models.Model):
    """A frozen copy of a run's results. Later runs, edits and deletions change nothing in it.

    `number` counts within the period, from 1. `corrects` is the published edition that it is to
    stand in for, and `reason` says what was wrong there; of several drafts that correct it one is
    published, since it becomes corrected once (`EditionStep`). `words` are those that every page
    says of the whole: names, rules, sources. `public_detail` is the most that the public is told
    of any indicator (`levels.Detail`): 0 is an edition that nobody reads without an account.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    card_run = models.ForeignKey(CardRun, on_delete=models.PROTECT, related_name="editions")
    rules = models.ForeignKey(PublicationRules, on_delete=models.PROTECT)
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)
    words = models.JSONField()
    public_detail = models.PositiveSmallIntegerField(default=0)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ("-drafted_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("release", "number"), name="editions_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(corrects__isnull=True) | ~models.Q(reason=""),
                name="a_correction_says_why",
            ),
        )

    def __str__(self) -> str:
        return self.title


class EditionStep(models.Model):
    """One thing that was done to an edition. The newest is its state (`lifecycle.Step`).

    `proposed_by` is filled in for an approval: the database refuses one person for both.
    `until` is the last day of practices' time to reply, or when it is to be published.
    `details` are numbers that were true then, such as how many queries were open.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Step])
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("edition", "number"), name="steps_are_numbered"),
            models.UniqueConstraint(
                fields=("edition", "step"),
                condition=models.Q(step__in=("drafted", "published", "corrected", "withdrawn")),
                name="an_edition_is_published_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(step="approved")
                | models.Q(proposed_by__isnull=False, by__isnull=False)
                & ~models.Q(by=models.F("proposed_by")),
                name="somebody_else_approves",
            ),
            models.CheckConstraint(
                condition=~models.Q(step__in=("in preview", "scheduled"))
                | models.Q(until__isnull=False),
                name="a_preview_and_a_schedule_have_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(step="withdrawn") | ~models.Q(note=""),
                name="a_withdrawal_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition}: {self.step}"
