"""Limits set by the clinical lead, the figures beyond them, and what was done; in confidence."""

from django.conf import settings
from django.db import models

from indicators.models.definitions import Definition, Indicator
from indicators.models.figures import Figure
from indicators.urgent_limits import Limit, Side

_SIDES = (
    (str(Side.ABOVE), "above"),
    (str(Side.AT_OR_ABOVE), "at or above"),
    (str(Side.BELOW), "below"),
    (str(Side.AT_OR_BELOW), "at or below"),
)
_UP = (str(Side.ABOVE), str(Side.AT_OR_ABOVE))
_DOWN = (str(Side.BELOW), str(Side.AT_OR_BELOW))
_IN_FORCE = models.Q(ended_at__isnull=True)


class UrgentLimit(models.Model):
    """A figure beyond it is acted on at once. Only `ended_at` and `ended_by` are ever filled in.

    `value` is on the scale of `definition`: where the indicator's newest one has another, the
    limit stands still until it is confirmed, that is ended and set anew. `minimum_denominator`:
    fewer people raise no signal. `by_chance`: only where the whole 95% interval is beyond.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT)
    side = models.CharField(max_length=11, choices=_SIDES)
    value = models.FloatField()
    minimum_denominator = models.FloatField(default=0)
    by_chance = models.BooleanField(default=False)
    reason = models.TextField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("indicator__code", "-set_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator",),
                condition=_IN_FORCE & models.Q(side__in=_UP),
                name="one_urgent_limit_upwards",
            ),
            models.UniqueConstraint(
                fields=("indicator",),
                condition=_IN_FORCE & models.Q(side__in=_DOWN),
                name="one_urgent_limit_downwards",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_denominator__gte=0),
                name="urgent_minimum_is_not_negative",
            ),
        )

    def __str__(self) -> str:
        return f"Urgent limit on {self.indicator.code}"

    @property
    def rule(self) -> Limit:
        return Limit(Side(self.side), self.value, self.minimum_denominator, self.by_chance)


class UrgentReader(models.Model):
    """Somebody who is told of what lies beyond a limit and may read it, until it is ended."""

    limit = models.ForeignKey(UrgentLimit, on_delete=models.PROTECT, related_name="readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("named_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("limit", "person"),
                condition=_IN_FORCE,
                name="each_person_is_named_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.limit}: {self.person}"


class UrgentSignal(models.Model):
    """A figure that lay beyond a limit when it came; one for a figure, ever.

    `value` and its 95% interval are as they were then: a list that was the denominator may be
    corrected later.
    """

    figure = models.OneToOneField(Figure, on_delete=models.PROTECT)
    limit = models.ForeignKey(UrgentLimit, on_delete=models.PROTECT, related_name="signals")
    value = models.FloatField()
    lower = models.FloatField(null=True, blank=True)
    upper = models.FloatField(null=True, blank=True)
    signalled_at = models.DateTimeField()

    class Meta:
        ordering = ("-signalled_at", "-pk")

    def __str__(self) -> str:
        return f"Urgent signal {self.pk}"


class UrgentNotice(models.Model):
    """A message to a person that this signal waits: `sent`, or tried first in vain."""

    signal = models.ForeignKey(UrgentSignal, on_delete=models.PROTECT, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("signal", "person", "sent"), name="each_person_is_told_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.signal}: {'sent' if self.sent else 'not sent'} to {self.person}"


class UrgentStep(models.Model):
    """What somebody did about a signal, in words; the closing step says how it ended."""

    class Kind(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", "acknowledged"
        CLOSED = "closed", "closed"

    signal = models.ForeignKey(UrgentSignal, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("signal",),
                condition=models.Q(kind="closed"),
                name="a_signal_is_closed_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.signal}: {self.kind}"
