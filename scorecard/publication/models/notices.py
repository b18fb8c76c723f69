"""What practices were told of editions by e-mail."""

from django.db import models

from practices.models import Practice
from scorecard.publication.models.releases import EditionStep


class PreviewNotice(models.Model):
    """A practice was told that it can look at an edition. `step` opened that preview: a second one
    of the same edition is told again. The row is there before the message goes. `reminder`: nobody
    there had looked yet."""

    step = models.ForeignKey(EditionStep, on_delete=models.PROTECT, related_name="notices")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    sent_to = models.TextField(help_text="E-mail addresses, one per line.")
    sent_at = models.DateTimeField()
    reminder = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("step", "practice", "reminder"), name="a_practice_is_told_of_a_preview_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice}: {self.step}"
