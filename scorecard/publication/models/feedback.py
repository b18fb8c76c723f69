"""What readers of the public pages wrote to the commissioner, and what was done about it."""

from django.conf import settings
from django.db import models

from practices.models import Commissioner

LONGEST_TEXT = 2000  # characters


class Done(models.TextChoices):
    """What a reader's words led to."""

    CHANGED = "changed", "Changed as suggested"
    PLANNED = "planned", "Will be changed"
    PASSED_ON = "passed on", "Passed on to whom it concerns"
    NOTHING = "nothing", "Nothing was changed"
    TAKEN_OUT = "taken out", "The text was taken out: it was about a person, or abuse"


class Feedback(models.Model):
    """Words of somebody unknown about a public page. Read by the commissioner alone.

    Nothing is kept of who wrote. `page` is the address it is about, "" where none was named.
    `text` goes when an answer takes it out; otherwise the row stays as it came.
    """

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=300, blank=True)
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-received_at", "-pk")

    def __str__(self) -> str:
        return f"Feedback {self.pk}"


class FeedbackAnswer(models.Model):
    """What was done, by whom, and why. Several may follow one another; the newest holds."""

    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="answers")
    done = models.CharField(max_length=10, choices=Done.choices)
    reason = models.TextField(max_length=LONGEST_TEXT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="an_answer_to_feedback_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.feedback}: {self.get_done_display()}"


class FeedbackSender(models.Model):
    """That some network address wrote within the last hour; what is older is deleted.

    `digest` is of the address and a secret of that day, so that days cannot be put together. It
    is not joined to what was written.
    """

    digest = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"A sender at {self.at}"
