"""What practices are put beside on their pages: worked out once after a run, read in a row."""

from django.db import models

from practices.models import Practice
from scorecard.cards.models.scores import CardRun


class RunAround(models.Model):
    """Where everybody stands on each indicator of a run (`cards.around.Spread`).

    `definitions` are packed ids (int64), `spreads` six numbers (float64) for each of them, NaN
    where one is not known.
    """

    card_run = models.OneToOneField(
        CardRun, primary_key=True, on_delete=models.CASCADE, related_name="around"
    )
    definitions = models.BinaryField()
    spreads = models.BinaryField()

    def __str__(self) -> str:
        return f"Around {self.card_run}"


class PracticeAround(models.Model):
    """What the practices similar to one add up to: a number (float64) for each definition."""

    around = models.ForeignKey(RunAround, on_delete=models.CASCADE, db_index=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, db_index=False)
    similar = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("around", "practice"), name="each_practice_is_put_beside_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice}, {self.around}"
