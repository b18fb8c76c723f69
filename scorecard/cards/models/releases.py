"""What the public may read. A release is frozen when it is drafted; approving it opens it."""

from django.conf import settings
from django.db import models

from practices.models import Practice
from scorecard.cards.models.scores import CardRun


class Release(models.Model):
    """A frozen copy of a run's results. Its pages do not change after it is drafted.

    `queried`: how many of its figures were under query then; empty where nobody counted.
    """

    card_run = models.ForeignKey(CardRun, on_delete=models.PROTECT)
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    preview_until = models.DateField(help_text="The last day on which practices can look.")
    queried = models.PositiveIntegerField(null=True, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ("-drafted_at", "-id")

    def __str__(self) -> str:
        return self.title


class Approval(models.Model):
    """A second person opened the release. The database refuses half of it, or one person twice.

    `queried`: how many of its figures were still under query at that moment.
    """

    release = models.OneToOneField(Release, on_delete=models.PROTECT)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField()
    queried = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(approved_by=models.F("drafted_by")),
                name="a_second_person_approves",
            ),
        )

    def __str__(self) -> str:
        return f"{self.release} approved"


class Withdrawal(models.Model):
    """A published release was taken back; its address says so and why."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.release} withdrawn"


class ReleasePage(models.Model):
    """The frozen content of one public page, after small numbers were dealt with."""

    class Kind(models.TextChoices):
        CONTENTS = "contents", "contents"
        PRACTICE = "practice", "practice"
        INDICATOR = "indicator", "indicator"

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="pages")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=30, blank=True)
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT)
    content = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("release", "kind", "key"), name="one_page_per_key"),
        )

    def __str__(self) -> str:
        return f"{self.release}: {self.kind} {self.key}"
