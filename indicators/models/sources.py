"""Where figures come from: layouts of files a commissioner saved, and which source counts."""

from django.conf import settings
from django.db import models

from indicators.models.collection import Period
from indicators.models.definitions import Indicator
from practices.models import Commissioner, Practice


class SourceProfile(models.Model):
    """The layout of a kind of file, as TOML. A change is a new row with the next number."""

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    name = models.SlugField(max_length=50)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    toml = models.TextField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("commissioner", "name", "number"), name="source_profiles_are_numbered"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} (version {self.number})"


class SourceAgreement(models.Model):
    """Whose figure counts where sources differ, and who agreed it; the newest fitting row holds.

    Without a practice it is about all of them, without a period about all.
    """

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT)
    period = models.ForeignKey(Period, null=True, blank=True, on_delete=models.PROTECT)
    source = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    agreed_with = models.CharField(max_length=200, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    agreed_at = models.DateTimeField()

    class Meta:
        ordering = ("-agreed_at", "-pk")

    def __str__(self) -> str:
        return f"{self.indicator}: {self.source or 'entered'} counts"
