"""The numbers of a run once more, by practice: a page of the grid reads 100 rows and not 6,000."""

from django.db import models

from indicators.models import Run
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
