"""When people of a practice first looked at an edition."""

from django.conf import settings
from django.db import models

from practices.models import Practice
from scorecard.publication.models.releases import Edition


class FirstLook(models.Model):
    """The first time somebody of a practice opened what an edition says of it, in which role."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="looks")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "practice", "by"), name="somebody_looks_first_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice} at {self.edition}"
