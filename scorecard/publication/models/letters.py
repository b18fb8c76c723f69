"""Letters to practices: what was sent to whom, and files of them to take away."""

from django.conf import settings
from django.db import models

from practices.models import Practice
from scorecard.publication.models.releases import Edition, EditionStep


class LetterState(models.TextChoices):
    WAITING = "waiting", "waiting to be sent"
    SENT = "sent", "sent"
    FAILED = "failed", "not sent"
    NOBODY = "nobody", "nobody to send it to"


class LetterDelivery(models.Model):
    """The e-mail with which a practice gets its letter on an edition: one, whoever asks how often.

    `asked_by` is empty where it was sent because a release was published at its time. `why` says
    why it was not sent, `at` is the last attempt.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="letters")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=LetterState.choices, default=LetterState.WAITING)
    sent_to = models.TextField(blank=True, help_text="E-mail addresses, one per line.")
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "practice"), name="a_practice_gets_one_letter_of_an_edition"
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice}: {self.edition}"


class LetterFile(models.Model):
    """A letter as PDF, made for a commissioner who takes all of them; made under `step`, and made
    anew after a later one."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(EditionStep, on_delete=models.PROTECT, related_name="+")
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("edition", "practice"), name="one_file_of_a_letter"),
        )

    def __str__(self) -> str:
        return f"{self.practice}: {self.edition}"
