"""What practices send: drafts, returns, evidence, and what the commissioner says to them."""

from django.conf import settings
from django.db import models

from indicators.models.collection import Collection
from indicators.models.definitions import Definition
from practices.models import Commissioner, Practice


class Evidence(models.Model):
    """A file that a practice puts beside a figure or a query.

    It is received unread; the worker finds its `content_type`. What was refused or removed has no
    content any more, and `reason` says why; beside one that is kept it is a doubt about it.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "being checked"
        KEPT = "kept", "kept"
        REFUSED = "refused", "refused"
        REMOVED = "removed", "removed by the commissioner"

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKING)
    reason = models.TextField(blank=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("-received_at", "-pk")
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=("checking", "kept"), content__isnull=False)
                | (
                    models.Q(state__in=("refused", "removed"), content__isnull=True)
                    & ~models.Q(reason="")
                ),
                name="evidence_without_content_says_why",
            ),
        )

    def __str__(self) -> str:
        return self.name


class DraftReturn(models.Model):
    """What a practice has typed so far for a collection. `revision` counts its savings."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    revision = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "practice"), name="one_draft_per_practice_and_collection"
            ),
        )

    def __str__(self) -> str:
        return f"Draft of {self.practice} for {self.collection}"


class DraftValue(models.Model):
    """One row of a draft, as it was typed: only the check decides what it means.

    `adjustments` are patients taken out, by reason, as typed: {"no_response": "3"}.
    """

    draft = models.ForeignKey(DraftReturn, on_delete=models.CASCADE, related_name="values")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT)
    numerator = models.CharField(max_length=200, blank=True)
    denominator = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    note = models.TextField(blank=True)
    adjustments = models.JSONField(default=dict, blank=True)
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("draft", "definition"), name="one_draft_value_per_indicator"
            ),
        )

    def __str__(self) -> str:
        return f"{self.draft}: {self.definition}"


class DataReturn(models.Model):
    """One submission by a practice. A later one corrects an earlier one; both are kept.

    Where it holds self-assessed answers, `attestation` is the sentence that `attested_name`
    stands for.
    """

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    file = models.OneToOneField("indicators.ReceivedFile", on_delete=models.PROTECT)
    reference = models.CharField(max_length=20, unique=True)
    figures = models.PositiveIntegerField()
    attested_name = models.CharField(max_length=200, blank=True)
    attested_role = models.CharField(max_length=200, blank=True)
    attestation = models.TextField(blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ("-submitted_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(attestation="") | ~models.Q(attested_name=""),
                name="an_attestation_has_a_name",
            ),
        )

    def __str__(self) -> str:
        return self.reference


class ReturnDecision(models.Model):
    """The commissioner accepted a return, or asks the practice about it; the newest row holds."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", "accepted"
        QUERIED = "queried", "queried"

    data_return = models.ForeignKey(DataReturn, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=8, choices=Decision.choices)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("-decided_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decision="accepted") | ~models.Q(reason=""),
                name="a_queried_return_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.data_return}: {self.get_decision_display()}"
