"""The Job row is the truth; a broker's message only says "look at it"."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse


class JobState(models.TextChoices):
    WAITING = "waiting", "waiting for a worker"
    RUNNING = "running", "running"
    SPLIT = "split", "its parts are being worked on"
    DONE = "done", "done"
    FAILED = "failed", "failed"
    PARKED = "parked", "stopped after too many attempts"
    CANCELLED = "cancelled", "cancelled; nothing was changed"


class Job(models.Model):
    """One piece of work asked for once.

    `key` makes asking twice harmless: one unfinished job per kind and key. `lease_until` is how
    long the worker's claim holds without a heartbeat; after it the job is queued again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text="The job that this one is a part of.",
    )
    arguments = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True, help_text="Which attempt holds the job now.")
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    done_steps = models.PositiveIntegerField(default=0)
    total_steps = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)
    next_url = models.CharField(max_length=300, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )
    also_asked_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", help_text="Who asked while it was open."
    )
    asked_at = models.DateTimeField()
    queued_at = models.DateTimeField(help_text="When its last message went to the broker.")
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    OPEN: ClassVar[tuple[str, ...]] = (JobState.WAITING, JobState.RUNNING, JobState.SPLIT)

    class Meta:
        ordering = ("-asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "key"),
                condition=models.Q(state__in=("waiting", "running", "split")),
                name="one_open_job_per_kind_and_key",
            ),
            models.CheckConstraint(
                condition=models.Q(state="running", lease_until__isnull=False, claim__isnull=False)
                | ~models.Q(state="running"),
                name="a_running_job_is_claimed",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Material(models.Model):
    """What a part of a job needs, and after it what it made: gone when the whole job has ended."""

    job = models.OneToOneField(
        Job, primary_key=True, on_delete=models.CASCADE, related_name="material"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"Material of {self.job}"


class WorkerSeen(models.Model):
    """A sign of life of the workers: when one of them last did something."""

    name = models.CharField(max_length=200, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.seen_at}"
