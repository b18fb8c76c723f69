"""Deciding who is told what."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from scorecard.audit.services import record
from scorecard.cards.models import Scorecard
from scorecard.publication import small_numbers
from scorecard.publication.levels import Levels
from scorecard.publication.models import PublicationRules
from scorecard.publication.selectors.editions import rules_of


@transaction.atomic
def set_rules(
    *,
    scorecard: Scorecard,
    levels: Levels,
    by: Any,
    at: dt.datetime,
    small: dict[str, Any] | None = None,
    reason: str = "",
    after: int | None = None,
) -> PublicationRules:
    """New rules for editions drafted from now on; those that are drafted keep theirs.

    `small` are the settings for small numbers that change. `after` is the number of the rules that
    whoever decides had before them (0: none); None where nobody looked.
    """
    Scorecard.objects.select_for_update().get(pk=scorecard.pk)
    last = rules_of(scorecard)
    _check_newest(last, after)
    plain = {**small_numbers.DEFAULT, **(last.small_numbers if last else {}), **(small or {})}
    codes = scorecard.versions.values_list("items__definition__indicator__code", flat=True)
    problems = levels.problems([code for code in codes if code])
    if problems:
        raise ValidationError(problems)
    try:
        small_numbers.read(plain)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    rules = PublicationRules(
        scorecard=scorecard,
        number=last.number + 1 if last else 1,
        levels=levels.as_json(),
        small_numbers=plain,
        reason=reason,
        by=by,
        at=at,
    )
    rules.full_clean()
    rules.save()
    code = scorecard.commissioner.code
    record(action="decide who is told what", subject=rules, by=by, at=at, organisation=code)
    return rules


def _check_newest(last: PublicationRules | None, after: int | None) -> None:
    if last and after is not None and after != last.number:
        raise ValidationError(
            f"{last.by or 'Somebody'} decided meanwhile (decision {last.number}; it stands under"
            " What was decided). Nothing of yours was saved. What you chose is kept below: decide"
            " again if it is still to hold."
        )
