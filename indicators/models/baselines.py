"""Where people have decided that a practice's control chart begins a new baseline."""

from django.conf import settings
from django.db import models

from indicators.models.collection import Period
from indicators.models.definitions import Indicator
from practices.models import Practice


class Baseline(models.Model):
    """From `period` on, in force until it is undone. Only `undone_at` and `undone_by` are ever
    filled in."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    period = models.ForeignKey(Period, on_delete=models.PROTECT)
    reason = models.CharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-period__starts_on", "-set_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "indicator", "period"),
                condition=models.Q(undone_at__isnull=True),
                name="one_baseline_in_force_a_period",
            ),
        )

    def __str__(self) -> str:
        return f"Baseline of {self.practice} on {self.indicator.code} from {self.period}"
