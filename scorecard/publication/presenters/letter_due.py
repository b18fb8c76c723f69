"""What a practice has to do for the commissioner of its letter, and for nobody else."""

import datetime as dt

from indicators.presenters.verification import counts_words
from indicators.presenters.words import day
from practices.models import Practice
from scorecard.publication.presenters.due import Due, DueKind, due_of


def due_words(commissioner: int, practice: Practice, today: dt.date) -> tuple[str, ...]:
    """Returns to send and figures to verify, what has to be done first above; until when it can
    reply to a preview the letter says elsewhere."""
    return tuple(
        _words(one, today)
        for one in due_of(practice, today)
        if one.asked_by == commissioner and one.kind != DueKind.PREVIEW
    )


def _words(one: Due, today: dt.date) -> str:
    last = day(one.deadline)
    if one.kind == DueKind.FIGURES:
        counts = counts_words(one.standings)
        return f"Figures of {one.period} to verify or to query: by {last}. {counts}"
    late = one.deadline < today
    return f"{one.what}: {f'it was due by {last} and is late' if late else f'by {last}'}."
