"""Commissioners, networks and practices. Names sort by a stored key, the same on every server."""

from django.db import models
from django.db.models.functions import Upper

from practices.names import sort_key


class Organisation(models.Model):
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=300, editable=False)

    class Meta:
        abstract = True
        ordering = ("sort_key", "code")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.code = self.code.strip().upper()
        self.sort_key = sort_key(self.name)


class Commissioner(Organisation):
    """The NHS body that contracts general practice in an area; it may be part of a larger one."""

    slug = models.SlugField(max_length=60, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)


class Network(Organisation):
    """A group of practices: primary care network, locality, federation."""

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)


class ContractType(models.TextChoices):
    GMS = "GMS", "General Medical Services"
    PMS = "PMS", "Personal Medical Services"
    APMS = "APMS", "Alternative Provider Medical Services"
    UNKNOWN = "", "not known"


class Practice(Organisation):
    """A GP practice, known by its ODS code. `closed_on` is its first day without patients."""

    postcode = models.CharField(max_length=10, blank=True)
    contract_type = models.CharField(max_length=4, choices=ContractType.choices, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    class Meta(Organisation.Meta):
        constraints = (
            models.UniqueConstraint(Upper("code"), name="one_practice_per_ods_code"),
            models.CheckConstraint(
                condition=models.Q(opened_on__isnull=True)
                | models.Q(closed_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
                name="practice_opens_before_it_closes",
            ),
        )
        indexes = (
            models.Index(fields=("sort_key", "code"), include=("id",), name="practices_by_name"),
        )
