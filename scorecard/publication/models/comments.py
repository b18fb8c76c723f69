"""What practices say beside their figures, and what the commissioner decided about each."""

from django.conf import settings
from django.db import models

from indicators.models import Definition
from practices.models import Practice
from scorecard.publication.models.releases import Edition

LONGEST_COMMENT = 1000  # characters


class PracticeComment(models.Model):
    """A practice's side of one figure, or of its results as a whole where `definition` is empty.

    Plain text. Of a practice and a figure the newest row holds; an empty one takes back what was
    said. `carried_from` is the comment of an earlier edition that this one repeats.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="comments")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    definition = models.ForeignKey(
        Definition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(max_length=LONGEST_COMMENT, blank=True)
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.practice} in {self.edition}"


class CommentDecision(models.Model):
    """Whether a comment is shown; where it is not, `reason` tells the practice why."""

    comment = models.OneToOneField(
        PracticeComment, on_delete=models.PROTECT, related_name="decision"
    )
    accepted = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(accepted=True) | ~models.Q(reason=""),
                name="a_comment_is_declined_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.comment}: {'accepted' if self.accepted else 'declined'}"


class CommentRemoval(models.Model):
    """An accepted comment that nobody is shown any more, whatever became of its edition."""

    comment = models.OneToOneField(
        PracticeComment, on_delete=models.PROTECT, related_name="removal"
    )
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="a_comment_is_taken_off_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.comment}: taken off"
