"""One number that goes up with everything that may change what the public reads."""

from django.db import models


class Stamp(models.Model):
    """A single row, counted up by triggers of the tables that public pages are made from
    (`watched`), in the transaction of the change itself.

    The newest id of a table would not do: of two transactions the later id may be seen first, and
    what the other one changed would then stay unnoticed. Here the second waits for the first.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_stamp"),)

    def __str__(self) -> str:
        return str(self.number)
