"""Drafting a release, approving it by a second person, withdrawing it."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.selectors.certainty import of_run as certain_of_run
from indicators.selectors.queries import open_queries
from indicators.selectors.results import results_of
from indicators.selectors.verification import standings_in_run
from indicators.services.certainty import work_out_certainty
from scorecard.audit.services import record
from scorecard.cards.models import Approval, CardRun, Release, ReleasePage, Withdrawal
from scorecard.cards.presenters.release import (
    common,
    contents_page,
    indicator_page,
    practice_page,
)
from scorecard.cards.presenters.release_source import source_of
from scorecard.cards.selectors.challenges import challenges_of
from scorecard.cards.selectors.versions import items_of


@transaction.atomic
def draft_release(
    *,
    card_run: CardRun,
    title: str,
    introduction: str,
    preview_until: dt.date,
    by: Any,
    at: dt.datetime,
) -> Release:
    """Freeze the pages of a release from a run. Later runs and edits change nothing in it.

    What is too close to call is worked out before, should nobody have come to it yet.
    """
    work_out_certainty(run=card_run.run, by=by, at=at)
    release = Release(
        card_run=card_run,
        title=title,
        introduction=introduction,
        preview_until=preview_until,
        queried=open_queries(challenges_of(card_run)).count(),
        drafted_by=by,
        drafted_at=at,
    )
    release.full_clean()
    release.save()
    ReleasePage.objects.bulk_create(_pages(release), batch_size=500)
    _record("draft release", release, by, at, {"queried": release.queried})
    return release


@transaction.atomic
def approve_release(*, release: Release, by: Any, at: dt.datetime, today: dt.date) -> Approval:
    """Open a release to the public. Raises ValidationError for the drafter, or while practices
    still have time to look."""
    if by.pk == release.drafted_by_id:
        raise ValidationError("You drafted this release. A second person has to approve it.")
    if today < release.preview_until:
        raise ValidationError(
            f"Practices have until then to look: approve it from {release.preview_until:%-d %B %Y}."
        )
    if Withdrawal.objects.filter(release=release).exists():
        raise ValidationError("This release is withdrawn. Draft a new one.")
    if Approval.objects.filter(release=release).exists():
        raise ValidationError("This release is approved already.")
    approval = Approval(
        release=release,
        drafted_by=release.drafted_by,
        approved_by=by,
        approved_at=at,
        queried=open_queries(challenges_of(release.card_run)).count(),
    )
    approval.full_clean()
    approval.save()
    _record("approve release", release, by, at, {"queried": approval.queried})
    return approval


@transaction.atomic
def withdraw_release(*, release: Release, reason: str, by: Any, at: dt.datetime) -> Withdrawal:
    """Take a release back at once; its address says so."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why, so that readers of the address can know."})
    if Withdrawal.objects.filter(release=release).exists():
        raise ValidationError("This release is withdrawn already.")
    withdrawal = Withdrawal(release=release, reason=reason, by=by, at=at)
    withdrawal.full_clean()
    withdrawal.save()
    _record("withdraw release", release, by, at)
    return withdrawal


def _pages(release: Release) -> list[ReleasePage]:
    kind = ReleasePage.Kind
    card_run = release.card_run
    close = certain_of_run(card_run.run).filter(too_close=True)
    source = source_of(
        card_run,
        items_of(card_run.version),
        results_of(card_run.run),
        card_run.scores.select_related("practice", "domain").order_by("domain__order"),
        close=frozenset(close.values_list("practice_id", "definition_id")),
        standings=standings_in_run(card_run.run, timezone.localdate(release.drafted_at)),
    )
    shared = common(source)
    pages = [
        ReleasePage(release=release, kind=kind.CONTENTS, content=contents_page(source, shared))
    ]
    pages += [
        ReleasePage(
            release=release,
            kind=kind.PRACTICE,
            key=practice.code,
            practice=practice,
            content=practice_page(source, practice, shared),
        )
        for practice in source.practices
    ]
    pages += [
        ReleasePage(
            release=release,
            kind=kind.INDICATOR,
            key=item.definition.code,
            content=indicator_page(source, item, shared),
        )
        for item in source.items
        if item.role == "weighted"
    ]
    return pages


def _record(
    action: str,
    release: Release,
    by: Any,
    at: dt.datetime,
    details: dict[str, int | None] | None = None,
) -> None:
    code = release.card_run.version.scorecard.commissioner.code
    given = {"details": details} if details else {}
    record(action=action, subject=release, by=by, at=at, organisation=code, **given)
