"""Evidence files sent with a form: received at once, so that no error on the page loses them."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import QueryDict

from indicators.models import Evidence
from indicators.selectors.evidence import evidence_of_practice
from indicators.services.evidence import EvidenceRefused, receive_evidence
from practices.models import Commissioner, Practice
from scorecard.ui.numbers import whole_number

# An attached file's number travels in a hidden field beside that for the file.
Fields = tuple[str, str]


def attach(
    form: Form,
    fields: Iterable[Fields],
    *,
    practice: Practice,
    commissioner: Commissioner,
    by: Any,
    at: dt.datetime,
    may: Callable[[], None],
) -> dict[str, Evidence]:
    """By the name of the file's field, what is attached: sent now, or before an error.

    What is refused is an error of its field. Nothing is attached to a form nobody has sent, nor
    where `may` raises ValidationError: the form cannot be sent at all, and then says why.
    """
    attached: dict[str, Evidence] = {}
    if not form.is_bound:
        return attached
    shown = cast(QueryDict, form.data).copy()
    form.is_valid()
    try:
        may()
    except ValidationError as refused:
        form.add_error(None, refused)
        return attached
    for field, kept in fields:
        found = _kept(practice, shown.get(kept, ""))
        sent = form.files.get(field)
        if sent and not form.has_error(field):
            try:
                found = receive_evidence(
                    commissioner=commissioner,
                    practice=practice,
                    name=sent.name or "",
                    content=sent.read(),
                    by=by,
                    at=at,
                )
            except EvidenceRefused as refused:
                form.add_error(field, str(refused))
        if found:
            attached[field] = found
            shown[kept] = str(found.pk)
            form[field].help_text = f"{found.name} is attached. Another file replaces it."
    form.data = shown
    return attached


def _kept(practice: Practice, number: str) -> Evidence | None:
    found = whole_number(number)
    return None if found is None else evidence_of_practice(practice, found)
