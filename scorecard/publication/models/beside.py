"""With what an edition's figures can be put beside. Read by `selectors.told` and nobody else.

What follows from a figure that is withheld is not in here.
"""

from django.db import models

from indicators.models import Definition
from practices.models import Practice
from scorecard.publication.models.releases import Edition


class EditionBeside(models.Model):
    """The area and England on one indicator, in its unit; None where not known or not to be told.

    `england_of` names the period that England's value is of.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="+")
    area = models.FloatField(null=True, blank=True)
    england = models.FloatField(null=True, blank=True)
    england_of = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "definition"), name="an_indicator_is_put_beside_once"
            ),
        )

    def __str__(self) -> str:
        return f"Beside {self.definition} in {self.edition}"


class EditionSimilar(models.Model):
    """What the practices similar to one add up to: a number (float64) for each definition of the
    edition's `EditionBeside`, by the definition's id; NaN where not known or not to be told."""

    # That they are there the edition's own rows of practices see to.
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    similar = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "practice"), name="those_similar_to_one_once_in_an_edition"
            ),
        )

    def __str__(self) -> str:
        return f"Similar to {self.practice} in {self.edition}"
