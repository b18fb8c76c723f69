"""How a version is agreed: its status, the consultation on it, who signed, why it changed."""

from django.conf import settings
from django.db import models

from indicators.models import Indicator
from practices.models import Practice
from scorecard.cards.models.cards import CardVersion


class StatusRow(models.Model):
    """A version took a status; the last row counts. No row at all: a draft.

    A live version covers the periods that start between `covers_from` and `covers_to` (both
    belong); an empty side is open.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "draft"
        CONSULTATION = "consultation", "in consultation"
        AGREED = "agreed", "agreed"
        LIVE = "live", "live"
        CLOSED = "closed", "closed"

    version = models.ForeignKey(CardVersion, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=12, choices=Status.choices)
    note = models.TextField(blank=True)
    covers_from = models.DateField(null=True, blank=True)
    covers_to = models.DateField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("version", "status"),
                condition=models.Q(status__in=("live", "closed")),
                name="live_and_closed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(covers_to__isnull=True)
                | models.Q(covers_from__isnull=True)
                | models.Q(covers_to__gte=models.F("covers_from")),
                name="covered_periods_are_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}: {self.status}"


class Consultation(models.Model):
    """Practices, the LMC and, by a link, patient groups are asked about a version.

    Comments are taken to the end of `deadline`. Whoever has `token` may read the version and
    comment without an account.
    """

    version = models.ForeignKey(CardVersion, on_delete=models.PROTECT)
    introduction = models.TextField(blank=True)
    deadline = models.DateField()
    token = models.CharField(max_length=64, unique=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("-opened_at", "-id")

    def __str__(self) -> str:
        return f"Consultation on {self.version}"


class Comment(models.Model):
    """What somebody says about one indicator, or about the whole (`indicator` empty)."""

    class Party(models.TextChoices):
        PRACTICE = "practice", "practice"
        LMC = "lmc", "local medical committee"
        PATIENTS = "patients", "patient group"
        COMMISSIONER = "commissioner", "commissioner"

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="comments"
    )
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT)
    party = models.CharField(max_length=12, choices=Party.choices)
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=100, help_text="Who comments, as they call themselves.")
    text = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(party="practice", practice__isnull=False)
                | (~models.Q(party="practice") & models.Q(practice__isnull=True)),
                name="a_practice_comments_as_itself",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} on {self.indicator or self.consultation}"


class Answer(models.Model):
    """The commissioner's answer to a comment."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="answer")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Answer to {self.comment}"


class SignOff(models.Model):
    """One party agreed to exactly this content; when it changes the signature no longer counts."""

    class Party(models.TextChoices):
        LMC = "lmc", "local medical committee"
        COMMISSIONER = "commissioner", "commissioner"

    version = models.ForeignKey(CardVersion, on_delete=models.PROTECT, related_name="sign_offs")
    party = models.CharField(max_length=12, choices=Party.choices)
    name = models.CharField(max_length=100)
    position = models.CharField(max_length=100)
    note = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("version", "party", "content_hash"), name="one_signature_per_party"
            ),
            models.UniqueConstraint(
                fields=("version", "by", "content_hash"), name="nobody_signs_for_both_parties"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} signed for the {self.get_party_display()}"


class ChangeReason(models.Model):
    """Why something differs from the version before; `key` names it: a code or a setting."""

    version = models.ForeignKey(CardVersion, on_delete=models.CASCADE, related_name="reasons")
    key = models.CharField(max_length=130)
    why = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "key"), name="one_reason_per_change"),
        )

    def __str__(self) -> str:
        return f"{self.version}: {self.key}"
