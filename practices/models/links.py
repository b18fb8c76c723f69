"""What is true of a practice for a time: its commissioner, its network, its list size.

Periods are half open: `ends_on` is the first day on which the link no longer holds.
"""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Value

from practices.models.organisations import Commissioner, Network, Practice


class _PracticeRange(Func):
    """The practice, or another row, as a range of one id: the server needs no extension for it."""

    function = "int8range"


class _Days(Func):
    function = "daterange"


def one_at_a_time(name: str, *also: str) -> Any:
    """A practice has one such link on a day; `also`: one for each value of these references."""
    same = [
        (_PracticeRange(F(one), F(one), Value("[]")), RangeOperators.OVERLAPS)
        for one in ("practice", *also)
    ]
    days = (_Days(F("starts_on"), F("ends_on"), Value("[)")), RangeOperators.OVERLAPS)
    return ExclusionConstraint(name=name, expressions=[*same, days])


class DatedLink(models.Model):
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class CommissionerLink(DatedLink):
    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)

    class Meta:
        constraints = (one_at_a_time("one_commissioner_at_a_time"),)

    def __str__(self) -> str:
        return f"{self.practice} in {self.commissioner} from {self.starts_on}"


class NetworkLink(DatedLink):
    network = models.ForeignKey(Network, on_delete=models.PROTECT)

    class Meta:
        constraints = (one_at_a_time("one_network_at_a_time"),)

    def __str__(self) -> str:
        return f"{self.practice} in {self.network} from {self.starts_on}"


class ListKind(models.TextChoices):
    REGISTERED = "registered", "registered patients"
    WEIGHTED = "weighted", "weighted patients"


class ListSize(models.Model):
    """How many patients a practice had on a day. Weighted lists need not be whole numbers."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=ListKind.choices)
    on = models.DateField()
    patients = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "kind", "on"), name="one_list_size_a_day"),
            models.CheckConstraint(
                condition=models.Q(patients__gte=0), name="list_size_is_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice}: {self.patients} {self.kind} on {self.on}"
