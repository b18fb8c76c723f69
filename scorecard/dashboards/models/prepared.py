"""The numbers of a run once more, as pages read them: by practice, by definition, what moved."""

from django.db import models

from indicators.models import Definition, Run
from practices.models import Practice


class PreparedRun(models.Model):
    """That the rows of a run are prepared. `definitions` are packed ids (int64) in the order of
    the numbers in each row; `own_levels` are (practice, definition, levels) of those agreed for
    one practice alone. A page whose run is not prepared reads the results themselves."""

    run = models.OneToOneField(Run, models.CASCADE, primary_key=True, related_name="prepared")
    definitions = models.BinaryField()
    own_levels = models.JSONField(default=list)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Prepared rows of {self.run}"


class PreparedRow(models.Model):
    """One practice: its numbers packed as `selectors.results_wide.ROW` says, each for all
    definitions of the run."""

    pk = models.CompositePrimaryKey("run", "practice")
    run = models.ForeignKey(Run, models.CASCADE, db_index=False)
    practice = models.ForeignKey(Practice, models.CASCADE, db_index=False, db_constraint=False)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"Prepared row of {self.practice} in {self.run}"


class PreparedColumn(models.Model):
    """One definition: value, numerator and denominator of all practices in the run's own order, as
    `selectors.run_columns` packs them. What is put together over practices reads these."""

    pk = models.CompositePrimaryKey("run", "definition")
    run = models.ForeignKey(Run, models.CASCADE, db_index=False)
    definition = models.ForeignKey(Definition, models.CASCADE, db_index=False, db_constraint=False)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"Prepared column of {self.definition} in {self.run}"


class PreparedMoves(models.Model):
    """The bands gained and lost since the run `before`, and whether by more than noise: both runs
    and their figures stay as they are. `lines` and `content` are as `selectors.moves` packs them.
    """

    run = models.OneToOneField(Run, models.CASCADE, primary_key=True, related_name="prepared_moves")
    before = models.ForeignKey(Run, models.CASCADE, related_name="+")
    lines = models.JSONField(default=list)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"Prepared moves of {self.run} since {self.before}"
