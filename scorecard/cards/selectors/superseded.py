"""Runs that nobody needs any more.

Practices see the newest run of a period from the moment it ends, so whoever looked while a run was
the newest may have been shown it. One that was replaced within a day is taken for a try of the
commissioner's; one that stood longer was shown and stays. So does one of which an edition was
drafted or an e-mail sent: the rooms above say so (`also_shown`).
"""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.db.models import (
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from indicators.models import Certainty, Result, Run, RunDefinition, RunPart
from scorecard.cards.models import CardRun

SHOWN_AFTER = dt.timedelta(days=1)
ABANDONED_AFTER = dt.timedelta(days=1)

_TABLES = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
    AND relname ~ ('^(' || %s || '|' || %s || ')_[0-9]+$')
"""


_shown: list[Callable[[], QuerySet[CardRun]]] = []


def also_shown(rule: Callable[[], QuerySet[CardRun]]) -> None:
    """Keep the runs of these too: a room above this one showed them to somebody outside."""
    _shown.append(rule)


def prunable_runs(at: dt.datetime) -> QuerySet[Run]:
    """Superseded, older than `RUNS_KEPT_DAYS`, and shown to nobody outside the commissioner."""
    newer = Run.objects.filter(
        Q(finished_at__gt=OuterRef("finished_at"))
        | Q(finished_at=OuterRef("finished_at"), pk__gt=OuterRef("pk")),
        period=OuterRef("period"),
    ).order_by("finished_at", "pk")
    stood = ExpressionWrapper(F("replaced_at") - F("finished_at"), output_field=DurationField())
    found = (
        Run.objects.filter(
            pruned_at=None, finished_at__lt=at - dt.timedelta(days=settings.RUNS_KEPT_DAYS)
        )
        .annotate(replaced_at=Subquery(newer.values("finished_at")[:1]))
        .annotate(stood=stood)
        .filter(stood__lte=SHOWN_AFTER)
        .select_related("commissioner", "period")
        .order_by("pk")
    )
    for rule in _shown:
        found = found.exclude(pk__in=rule().values("run"))
    return found


def parts_only_of(run: Run) -> list[int]:
    """The ids of the parts that no other run still shows."""
    others = RunDefinition.objects.filter(part__in=run.parts, run__pruned_at=None).exclude(run=run)
    shared = set(others.values_list("part_id", flat=True))
    return [part for part in run.parts if part not in shared]


def abandoned_parts(at: dt.datetime) -> list[RunPart]:
    """Parts that no run came to name: their worker died more than a day ago."""
    named = RunDefinition.objects.filter(part=OuterRef("pk"))
    parts = RunPart.objects.filter(made_at__lt=at - ABANDONED_AFTER).exclude(Exists(named))
    return list(parts.order_by("pk"))


def tables_of_no_part() -> list[str]:
    """Tables of parts that are not there. Read before the parts: each is made after its part."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [Result._meta.db_table, Certainty._meta.db_table])
        names = [row[0] for row in cursor.fetchall()]
    known = set(RunPart.objects.values_list("pk", flat=True))
    return sorted(name for name in names if int(name.rpartition("_")[2]) not in known)
