"""Groups of a commissioner's own making: localities, federations, clusters; each kind is a set."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from practices.models.links import DatedLink, one_at_a_time
from practices.models.organisations import Commissioner

LONGEST_NAME = 60


class Made(models.Model):
    """Who made it, when and why."""

    name = models.CharField(max_length=LONGEST_NAME)
    why = models.CharField(max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    made_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = " ".join(self.name.split())


class GroupSet(Made):
    """One way of dividing an area, such as "Localities". Definitions name it, so its name stays."""

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "commissioner", Upper("name"), name="one_set_of_groups_per_name"
            ),
        )


class PracticeGroup(Made):
    """One group of a set, such as one locality."""

    group_set = models.ForeignKey(GroupSet, on_delete=models.PROTECT, related_name="groups")

    class Meta:
        constraints = (
            models.UniqueConstraint("group_set", Upper("name"), name="one_group_per_name_in_a_set"),
        )


class GroupMembership(DatedLink):
    """A practice in a group, for a time; the set stands here too, for the sake of the constraint.

    A membership that was a mistake ends on the day on which it starts: it never held.
    """

    group = models.ForeignKey(PracticeGroup, on_delete=models.PROTECT, related_name="memberships")
    group_set = models.ForeignKey(GroupSet, on_delete=models.PROTECT)

    class Meta:
        constraints = (
            one_at_a_time("one_group_of_a_set_at_a_time", "group_set"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="group_membership_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice} in {self.group} from {self.starts_on}"
