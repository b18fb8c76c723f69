"""The scores that a card version gives to the results of a run."""

from django.db import models

from indicators.models import Run
from practices.models import Practice
from scorecard.calc.types import Band
from scorecard.cards.models.cards import CardVersion, Domain


class CardRun(models.Model):
    """One card version applied to one run."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="card_run")
    version = models.ForeignKey(CardVersion, on_delete=models.PROTECT)

    class Meta:
        ordering = ("-run__finished_at", "-id")

    def __str__(self) -> str:
        return f"{self.version}, {self.run}"


class Score(models.Model):
    """A practice's score (0 to 100) in a domain, or overall where `domain` is empty.

    `coverage` is the share of the due weight that has a band, whether it counts in a score or not.
    What scores refer to the database checks once per statement, by triggers, as with figures.
    """

    card_run = models.ForeignKey(
        CardRun, models.CASCADE, related_name="scores", db_constraint=False, db_index=False
    )
    practice = models.ForeignKey(Practice, models.PROTECT, db_constraint=False, db_index=False)
    # The database protects a domain that scores need; Django would look through all scores.
    domain = models.ForeignKey(
        Domain, models.DO_NOTHING, null=True, blank=True, db_constraint=False, db_index=False
    )
    score = models.FloatField(null=True, blank=True)
    coverage = models.FloatField()
    band = models.PositiveSmallIntegerField(choices=[(b.value, b.name) for b in Band])
    reds = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("card_run", "practice", "domain"), name="one_score_per_domain"
            ),
            models.UniqueConstraint(
                fields=("card_run", "practice"),
                condition=models.Q(domain__isnull=True),
                name="one_overall_score",
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice}: {self.score}"
