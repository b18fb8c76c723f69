"""Practices that are unlike the others for a time: nobody's peers, with the reason told."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from practices.models.links import DatedLink, one_at_a_time


class Atypical(DatedLink):
    """Why a practice is left out of ranks, groups and limits, in the words after "because it".

    A flag that was a mistake ends on the day on which it starts: it never held.
    """

    reason = models.CharField(max_length=200)
    flagged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    flagged_at = models.DateTimeField()

    class Meta:
        constraints = (
            one_at_a_time("one_reason_to_be_atypical_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="atypical_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice} {self.reason}, from {self.starts_on}"

    def clean(self) -> None:
        self.reason = self.reason.strip().rstrip(".")
