"""One row per act. No foreign keys: the trail outlives what it speaks of."""

from django.db import models

from scorecard.audit.words import words_of


class AuditEvent(models.Model):
    """What somebody did. The database refuses to change or delete a row (trigger)."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_email = models.CharField(max_length=254, blank=True)
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    subject_name = models.CharField(max_length=300, blank=True)
    organisation = models.CharField(max_length=20, blank=True, db_index=True)
    details = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type} {self.subject_id}"

    @property
    def details_in_words(self) -> str:
        """The small details: "figures: 38, late: no". What is long or nested stays in the row."""
        return words_of(self.details)
