"""Who gets results by e-mail, and what was sent to whom."""

from django.conf import settings
from django.db import models

from practices.models import Commissioner, Practice
from scorecard.cards.models import CardRun
from scorecard.publication.models import Edition


def _one_place(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(commissioner__isnull=False, practice__isnull=True)
        | models.Q(commissioner__isnull=True, practice__isnull=False),
        name=name,
    )


class DigestChoice(models.Model):
    """What somebody chose about one area or one practice. Without a row: people of a commissioner
    who may see results get the digest, people of a practice do not."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    commissioner = models.ForeignKey(Commissioner, null=True, blank=True, on_delete=models.PROTECT)
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT)
    wanted = models.BooleanField()
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = (
            _one_place("a_digest_is_of_one_place"),
            models.UniqueConstraint(
                fields=("user", "commissioner"),
                condition=models.Q(commissioner__isnull=False),
                name="one_choice_of_a_digest_per_area",
            ),
            models.UniqueConstraint(
                fields=("user", "practice"),
                condition=models.Q(practice__isnull=False),
                name="one_choice_of_a_digest_per_practice",
            ),
        )

    def __str__(self) -> str:
        place = self.commissioner or self.practice
        return f"{self.user}: {'digest' if self.wanted else 'no digest'} of {place}"


class Digest(models.Model):
    """New results that people are told of: a run, or an edition of one. `ended_at` when everybody
    has been; `nothing_new`: nobody had to be, because no band had changed since the last one."""

    card_run = models.ForeignKey(CardRun, on_delete=models.PROTECT)
    edition = models.OneToOneField(Edition, null=True, blank=True, on_delete=models.PROTECT)
    nothing_new = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-begun_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("card_run",),
                condition=models.Q(edition__isnull=True),
                name="one_digest_per_run",
            ),
        )

    def __str__(self) -> str:
        return f"Digest of {self.edition or self.card_run.run.period}"


class DigestMessage(models.Model):
    """One message to one person about one place.

    The row is there before the message goes, so that no two workers send it; `outcome` is empty
    until it is known to have gone. Where the worker died before, the next attempt (a later `at`)
    sends it: a second message is better than none.
    """

    class Outcome(models.TextChoices):
        UNKNOWN = "", "not known"
        SENT = "sent", "sent"
        FAILED = "failed", "could not be sent"

    digest = models.ForeignKey(Digest, on_delete=models.PROTECT, related_name="messages")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    commissioner = models.ForeignKey(Commissioner, null=True, blank=True, on_delete=models.PROTECT)
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT)
    sent_to = models.EmailField()
    outcome = models.CharField(max_length=6, choices=Outcome.choices, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            _one_place("a_digest_goes_to_one_place"),
            models.UniqueConstraint(
                fields=("digest", "user", "commissioner"),
                condition=models.Q(commissioner__isnull=False),
                name="one_digest_per_person_and_area",
            ),
            models.UniqueConstraint(
                fields=("digest", "user", "practice"),
                condition=models.Q(practice__isnull=False),
                name="one_digest_per_person_and_practice",
            ),
        )

    def __str__(self) -> str:
        return f"{self.digest} to {self.sent_to}"
