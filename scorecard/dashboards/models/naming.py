"""Whether a board is told of practices by name: somebody's decision, with its reason."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from practices.models import Commissioner

MOST_NAMED = 10


class BoardNaming(models.Model):
    """From `decided_at` on, until somebody decides otherwise; without one nobody is named.

    `number` practices with the highest and (or) the lowest overall scores are named.
    """

    class Named(models.TextChoices):
        NOBODY = "nobody", "nobody"
        HIGHEST = "highest", "the practices with the highest overall scores"
        LOWEST = "lowest", "the practices with the lowest overall scores"
        BOTH = "both", "those with the highest and those with the lowest overall scores"

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    named = models.CharField(max_length=7, choices=Named.choices)
    number = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(MOST_NAMED)]
    )
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("-decided_at", "-pk")
        indexes = (models.Index(fields=("commissioner", "-decided_at"), name="board_namings"),)

    def __str__(self) -> str:
        return f"Named to the board of {self.commissioner}: {self.get_named_display()}"
