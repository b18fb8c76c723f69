"""What an edition is made of. Read by `selectors.told` and nobody else (tests/architecture).

Figures have passed the policy for small numbers before they are written here.
"""

from django.db import models

from indicators.models import Definition
from practices.models import Practice
from scorecard.calc.types import Band, Comparison, NoBand
from scorecard.cards.models import Domain
from scorecard.publication.models.releases import Edition


class EditionPractice(models.Model):
    """A practice as it was called and placed then. `atypical` says why it is not ranked."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=300)
    postcode = models.CharField(max_length=10, blank=True)
    network_code = models.CharField(max_length=12, blank=True)
    network_name = models.CharField(max_length=300, blank=True)
    patients = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    atypical = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("sort_key", "code")
        constraints = (
            models.UniqueConstraint(fields=("edition", "practice"), name="a_practice_is_in_once"),
            models.UniqueConstraint(fields=("edition", "code"), name="codes_in_an_edition_differ"),
        )

    def __str__(self) -> str:
        return self.name


class EditionIndicator(models.Model):
    """A definition in an edition, and with what its practices were compared.

    `capped`: the scorecard itself says that it is not for the public. `benchmark` and its name are
    empty where they would tell a figure that is withheld. `behind` is how many practices have a
    value, which the benchmark of an area stands on. `order` is the place on the scorecard.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=300)
    role = models.CharField(max_length=10)
    domain = models.ForeignKey(Domain, null=True, on_delete=models.PROTECT, related_name="+")
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    order = models.PositiveSmallIntegerField()
    if_missing = models.CharField(max_length=10, blank=True)
    capped = models.BooleanField()
    benchmark = models.FloatField(null=True, blank=True)
    benchmark_name = models.CharField(max_length=200, blank=True)
    behind = models.PositiveIntegerField(null=True, blank=True)
    ranked_of = models.PositiveIntegerField(null=True, blank=True)
    scatter = models.FloatField(null=True, blank=True)
    period_levels = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("edition", "definition"), name="one_indicator_once"),
        )

    def __str__(self) -> str:
        return self.name


class EditionScore(models.Model):
    """A practice's score in a domain, or overall where `domain` is empty. What of it may be told
    depends on what is withheld below it, and from whom (`selectors.told`). `settled`: its band is
    the same whatever the figures are that the policy hides."""

    # That they are there the edition's own rows of practices and the run's scores see to.
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    domain = models.ForeignKey(
        Domain, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    score = models.FloatField(null=True, blank=True)
    band = models.PositiveSmallIntegerField(choices=[(b.value, b.name) for b in Band])
    reds = models.PositiveSmallIntegerField()
    settled = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "practice", "domain"),
                nulls_distinct=False,
                name="one_score_of_a_domain_in_an_edition",
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice}: {self.score}"


class EditionFigure(models.Model):
    """One practice on one indicator, as it may be told. The table is divided by edition.

    `own_benchmark` is that of this practice alone; else that of the indicator holds. `standing`
    is how far the figure was trusted when it was frozen, with the days in its words; `close`: its
    band is too close to call.
    """

    pk = models.CompositePrimaryKey("edition", "practice", "definition")
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    # That they are there the edition's own rows of practices and indicators see to.
    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    definition = models.ForeignKey(
        Definition, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    numerator = models.FloatField(null=True, blank=True)
    denominator = models.FloatField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)
    lower = models.FloatField(null=True, blank=True)
    upper = models.FloatField(null=True, blank=True)
    own_benchmark = models.FloatField(null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    percentile = models.FloatField(null=True, blank=True)
    band = models.PositiveSmallIntegerField(choices=[(b.value, b.name) for b in Band])
    no_band = models.PositiveSmallIntegerField(choices=[(n.value, n.name) for n in NoBand])
    comparison = models.PositiveSmallIntegerField(choices=[(c.value, c.name) for c in Comparison])
    close = models.BooleanField()
    modelled = models.BooleanField()
    standing = models.CharField(max_length=12)
    standing_on = models.DateField(null=True, blank=True)
    standing_until = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    own_levels = models.JSONField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.definition} of {self.practice} in {self.edition}"
