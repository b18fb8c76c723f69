"""Periods, what practices are asked to return for them, and what they sent."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper

from indicators.models.definitions import Definition
from practices.models import Commissioner, Practice


class Period(models.Model):
    """A stretch of time for which figures are held; `ends_on` is its last day."""

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ("-ends_on", "-starts_on")
        constraints = (
            models.UniqueConstraint("commissioner", Upper("code"), name="one_period_per_code"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="period_starts_before_it_ends",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Collection(models.Model):
    """What practices are asked to return for a period, and by when (`deadline` is the last day).

    Practices see it from `announced_on`. `everybody`: each practice of the area on the period's
    last day; otherwise only the practices of `AskedPractice`. `contact` says who to ask.
    """

    period = models.OneToOneField(Period, on_delete=models.PROTECT)
    announced_on = models.DateField()
    opens_on = models.DateField()
    deadline = models.DateField()
    guidance = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    everybody = models.BooleanField(default=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    opened_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(deadline__gte=models.F("opens_on")),
                name="collection_opens_before_its_deadline",
            ),
            models.CheckConstraint(
                condition=models.Q(announced_on__lte=models.F("opens_on")),
                name="collection_is_announced_before_it_opens",
            ),
        )

    def __str__(self) -> str:
        return f"Return for {self.period}"


class CollectionItem(models.Model):
    """One indicator that is due in a collection."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "definition"), name="each_indicator_is_due_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.collection}: {self.definition}"


class AskedPractice(models.Model):
    """A practice that is asked, where a collection does not ask everybody."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="asked")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "practice"), name="each_practice_is_asked_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.collection}: {self.practice}"


class Extension(models.Model):
    """A later deadline for one practice, and why; the newest one holds."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="extensions")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    deadline = models.DateField()
    reason = models.CharField(max_length=500)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("-given_at", "-pk")

    def __str__(self) -> str:
        return f"{self.collection}: {self.practice} until {self.deadline}"


class CollectionLock(models.Model):
    """The collection was locked, or opened again, and why; the newest row holds."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="locks")
    locked = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("-set_at", "-pk")

    def __str__(self) -> str:
        return f"{self.collection}: {'locked' if self.locked else 'open again'}"


class NoticeKind(models.TextChoices):
    ANNOUNCED = "announced", "announced"
    MONTH = "month", "a month before the deadline"
    WEEK = "week", "a week before the deadline"
    DAY = "day", "the day before the deadline"
    DIGEST = "digest", "digest"


class Notice(models.Model):
    """A message about a collection that was sent: to one practice, or to the commissioner.

    A reminder is of one `deadline`: when that moves, the practice is reminded of the new one.
    """

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="notices")
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    deadline = models.DateField(null=True, blank=True)
    sent_to = models.TextField(help_text="E-mail addresses, one per line.")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "practice", "kind", "deadline"),
                condition=~models.Q(kind="digest"),
                name="each_reminder_is_sent_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="digest")
                | models.Q(practice__isnull=False, deadline__isnull=False),
                name="a_reminder_is_of_a_practice_and_a_deadline",
            ),
        )

    def __str__(self) -> str:
        return f"{self.collection}: {self.get_kind_display()}"
