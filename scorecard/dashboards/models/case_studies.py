"""How a practice came to be good at something, in its own words, for practices like it."""

from django.conf import settings
from django.db import models

from indicators.models import Indicator
from practices.models import Practice

LONGEST_TITLE = 120
LONGEST_TEXT = 4_000


class CaseStudy(models.Model):
    """Offered by the practice itself, which thereby agrees to be named beside it.

    What became of it stands in its steps: nobody else reads it before it is accepted, and nobody
    after it is declined or withdrawn.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField(max_length=LONGEST_TEXT)
    link = models.URLField(max_length=500, blank=True)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    offered_at = models.DateTimeField()

    class Meta:
        ordering = ("-offered_at", "-id")

    def __str__(self) -> str:
        return self.title


class CaseStudyStep(models.Model):
    """What somebody did with a case study; each of them once.

    `strong_in` names the period in which the practice was green on it when it was accepted; empty
    where it was not.
    """

    class Step(models.TextChoices):
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"
        WITHDRAWN = "withdrawn", "withdrawn"

    case_study = models.ForeignKey(CaseStudy, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=Step.choices)
    reason = models.CharField(max_length=500, blank=True)
    strong_in = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=("case_study", "step"), name="case_study_steps_once"),
            models.CheckConstraint(
                condition=~models.Q(step="declined", reason=""),
                name="case_study_declined_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_study}: {self.step}"
