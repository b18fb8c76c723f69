"""All letters of an edition as files, for a commissioner to take away."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from practices.models import Practice
from scorecard.jobs.models import Job
from scorecard.jobs.services import ask
from scorecard.publication.models import Edition, LetterFile
from scorecard.publication.presenters.letter import letter_of, letter_pdf
from scorecard.publication.selectors.editions import last_step
from scorecard.publication.selectors.letters import without_file

KIND = "letter_files"
Progress = Callable[[int, int, str], None]


def ask_for_files(*, edition: Edition, by: Any, at: dt.datetime) -> Job:
    """A job that makes the letter of each practice as PDF."""
    area = edition.release.scorecard.commissioner.code
    return ask(
        kind=KIND,
        key=str(edition.pk),
        title=f"Letters as PDF: {edition.title}"[:200],
        arguments={"edition": edition.pk},
        by=by,
        at=at,
        next_url=reverse("release-letters", args=[area, edition.pk]),
    )


def make_files(*, edition: Edition, at: dt.datetime, progress: Progress | None = None) -> int:
    """Those that are not there as they have to be now; gives how many. Another attempt goes on
    where this one stopped. Raises NoPdf and TooLong."""
    step = last_step(edition)
    missing = without_file(edition, step)
    for number, pk in enumerate(missing):
        practice = Practice.objects.get(pk=pk)
        if progress is not None:
            progress(number, len(missing), f"The letter to {practice.name}")
        letter = letter_of(edition, practice, step, timezone.localdate(at))
        with transaction.atomic():
            LetterFile.objects.update_or_create(
                edition=edition,
                practice=practice,
                defaults={"step": step, "content": letter_pdf(letter), "made_at": at},
            )
    return len(missing)
