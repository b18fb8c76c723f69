"""Typing a return: drafts are saved field by field, then checked like any other file.

Two people may type at once. What only one of them changed is saved; where both changed the same
field the first one's text stays until the second has seen it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from indicators.free_text import refuse_nhs_numbers
from indicators.models import Collection, DraftReturn, DraftValue, Evidence, ReceivedFile
from indicators.returns.adjustments import REASONS
from indicators.returns.typed import PARTS, Asked, fields_of, is_filled, typed_file
from indicators.selectors.drafts import Row, asked_of, draft_of, rows_of, start_of
from indicators.selectors.returns import due_return
from indicators.services.evidence import drop_unused, receive_evidence
from indicators.services.returns import ReturnRefused, hold_may_send, receive_return
from practices.models import Practice
from scorecard.audit.services import record
from scorecard.jobs.models import Job
from scorecard.ui.rebased import Rebased, rebase


@dataclass(frozen=True)
class Saved:
    """`data`: what the form shows now. `clashes` are names that both changed, where the other
    person's text is the one that is saved; `taken` those that only the other person did.
    """

    draft: DraftReturn | None
    data: dict[str, str]
    clashes: tuple[str, ...]
    taken: tuple[str, ...]


def name_of(number: int, field: str) -> str:
    """A field's name in a form: "12-numerator"."""
    return f"{number}-{field}"


@transaction.atomic
def save_typed(
    *,
    collection: Collection,
    practice: Practice,
    shown: Mapping[str, str],
    typed: Mapping[str, str],
    evidence: Mapping[int, Evidence | None],
    by: Any,
    at: dt.datetime,
) -> Saved:
    """Save what was typed into some fields of the form, by their names.

    `shown` is what the form showed in them. `evidence`: files put beside definitions, or None to
    take one away. A new draft starts from the figures that are held. Raises ReturnRefused, and
    ValidationError for a text that may hold an NHS number.
    """
    hold_may_send(collection, at)
    refuse_nhs_numbers(*typed.values())
    # Two first savings at once wait for each other here.
    Practice.objects.select_for_update(no_key=True).get(pk=practice.pk)
    asked = asked_of(collection, due_return(collection, practice))
    draft = draft_of(collection, practice)
    before = rows_of(draft) if draft else start_of(collection, practice, asked)
    merged = _merged(asked, before, shown, typed)
    after = _after(asked, before, merged, evidence)
    changed = {number for number, row in after.items() if row != before.get(number, Row())}
    if changed:
        draft = _stored(draft, collection, practice, by, at)
        _write(draft, {n: row for n, row in after.items() if n in changed or draft.revision == 1})
        _drop(before, after, by, at)
        codes = [one.indicator.code for one in asked if one.number in changed]
        _record("save draft", draft, by, at, {"indicators": codes, "revision": draft.revision})
    return Saved(draft, merged.data, merged.clashes, merged.taken)


@transaction.atomic
def receive_typed(
    *,
    collection: Collection,
    practice: Practice,
    name: str,
    content: bytes,
    by: Any,
    at: dt.datetime,
) -> Evidence:
    """Keep a file put beside a figure. Raises EvidenceRefused; ReturnRefused as `save_typed`."""
    hold_may_send(collection, at)
    return receive_evidence(
        commissioner=collection.period.commissioner,
        practice=practice,
        name=name,
        content=content,
        by=by,
        at=at,
    )


@transaction.atomic
def discard_draft(*, collection: Collection, practice: Practice, by: Any, at: dt.datetime) -> None:
    """Throw away what was typed; the next draft starts from what is held. Harmless without one.

    Raises ReturnRefused after the lock: then what was typed stays too, until returns are taken
    again.
    """
    draft = draft_of(collection, practice)
    if draft is not None:
        hold_may_send(collection, at)
        _record("discard draft", draft, by, at, {"revision": draft.revision})
        before = rows_of(draft)
        draft.delete()
        _drop(before, {}, by, at)


@transaction.atomic
def check_typed(*, collection: Collection, practice: Practice, by: Any, at: dt.datetime) -> Job:
    """Make a file of the draft and have it checked like an uploaded one. Raises ReturnRefused."""
    draft = draft_of(collection, practice)
    due = due_return(collection, practice)
    rows = _by_code(draft, asked_of(collection, due)) if draft else {}
    if draft is None or not any(is_filled(row.typed) for row in rows.values()):
        raise ReturnRefused("Nothing has been typed yet. Type a figure, then have it checked.")
    files = {
        code: (row.evidence.pk, row.evidence.name) for code, row in rows.items() if row.evidence
    }
    return receive_return(
        practice=practice,
        collection=collection,
        name=f"typed-{practice.code}-{collection.period.code}-{draft.revision}.csv",
        content=typed_file(due, {code: row.typed for code, row in rows.items()}, files),
        how=ReceivedFile.How.TYPED,
        by=by,
        at=at,
    )


def flat(asked: Iterable[Asked], rows: Mapping[int, Row]) -> dict[str, str]:
    """Rows as the form has them: texts by the names of its fields."""
    return {
        name_of(one.number, field): rows.get(one.number, Row()).typed.get(field, "")
        for one in asked
        for field in fields_of(one.indicator)
    }


def _merged(
    asked: list[Asked],
    before: Mapping[int, Row],
    shown: Mapping[str, str],
    typed: Mapping[str, str],
) -> Rebased:
    saved = {name: text for name, text in flat(asked, before).items() if name in typed}
    return rebase(shown, {name: typed[name] for name in saved}, saved)


def _after(
    asked: list[Asked],
    before: Mapping[int, Row],
    merged: Rebased,
    evidence: Mapping[int, Evidence | None],
) -> dict[int, Row]:
    """Every row as it will be saved: a clash stays as the other person left it."""
    return {
        one.number: Row(
            _texts(one, before.get(one.number, Row()).typed, merged),
            evidence.get(one.number, before.get(one.number, Row()).evidence),
        )
        for one in asked
    }


def _texts(one: Asked, before: Mapping[str, str], merged: Rebased) -> dict[str, str]:
    texts = dict(before)
    for field in fields_of(one.indicator):
        name = name_of(one.number, field)
        if name in merged.data and name not in merged.clashes:
            texts[field] = merged.data[name]
    return {field: text for field, text in texts.items() if text}


def _by_code(draft: DraftReturn, asked: list[Asked]) -> dict[str, Row]:
    rows = rows_of(draft)
    return {one.indicator.code.upper(): rows[one.number] for one in asked if one.number in rows}


def _stored(
    draft: DraftReturn | None, collection: Collection, practice: Practice, by: Any, at: dt.datetime
) -> DraftReturn:
    draft = draft or DraftReturn(collection=collection, practice=practice)
    draft.revision += 1
    draft.saved_by, draft.saved_at = by, at
    draft.full_clean()
    draft.save()
    return draft


def _write(draft: DraftReturn, rows: Mapping[int, Row]) -> None:
    draft.values.filter(definition_id__in=rows).delete()
    values = [_value(draft, number, row) for number, row in rows.items()]
    filled = [value for value, row in zip(values, rows.values(), strict=True) if row != Row()]
    for value in filled:
        value.full_clean(exclude=["draft", "definition", "evidence"])
    DraftValue.objects.bulk_create(filled)


def _drop(before: Mapping[int, Row], after: Mapping[int, Row], by: Any, at: dt.datetime) -> None:
    """Files that stand in no row any more are not kept unless something was sent with them."""
    for number, row in before.items():
        if row.evidence and after.get(number, Row()).evidence != row.evidence:
            drop_unused(evidence=row.evidence, by=by, at=at)


def _value(draft: DraftReturn, number: int, row: Row) -> DraftValue:
    texts = {name: row.typed.get(name, "") for name in (*PARTS, "note")}
    reasons = {reason: row.typed[reason] for reason in REASONS if reason in row.typed}
    return DraftValue(
        draft=draft, definition_id=number, adjustments=reasons, evidence=row.evidence, **texts
    )


def _record(
    action: str, draft: DraftReturn, by: Any, at: dt.datetime, details: dict[str, Any]
) -> None:
    period = draft.collection.period
    known = {"practice": draft.practice.code, "period": period.code, **details}
    owner = period.commissioner.code
    record(action=action, subject=draft, by=by, at=at, organisation=owner, details=known)
