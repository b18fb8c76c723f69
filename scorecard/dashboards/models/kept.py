"""Lists of practices and bookmarks: each is somebody's own, and no result hangs on it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5, Upper

from practices.models import Commissioner, Practice

LONGEST_NAME = 60
LONGEST_ADDRESS = 2_000


class PracticeList(models.Model):
    """Practices that somebody looks at together. Private until it is shared with colleagues of
    the same commissioner. Unlike a group it has no dates, and no indicator compares by it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    name = models.CharField(max_length=LONGEST_NAME)
    practices = models.ManyToManyField(Practice)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lists_shared",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "owner", "commissioner", Upper("name"), name="one_list_of_somebody_per_name"
            ),
            models.CheckConstraint(
                condition=Q(shared_at__isnull=True, shared_by__isnull=True)
                | Q(shared_at__isnull=False, shared_by__isnull=False),
                name="list_shared_by_somebody_at_some_time",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Bookmark(models.Model):
    """The address of a page, by a name of somebody's own. Whether they may open it is asked when
    they do."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    name = models.CharField(max_length=LONGEST_NAME)
    address = models.CharField(max_length=LONGEST_ADDRESS)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            # An index entry has no room for a long address.
            models.UniqueConstraint(
                "owner", MD5("address"), name="one_bookmark_of_somebody_per_page"
            ),
        )

    def __str__(self) -> str:
        return self.name
