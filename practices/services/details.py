"""What a register says of a practice that is known already: where it is, since when it is open."""

import datetime as dt
from typing import Any

from django.db import transaction

from practices.models import Practice
from scorecard.audit.services import record


@transaction.atomic
def update_details(
    *,
    practice: Practice,
    postcode: str = "",
    opened_on: dt.date | None = None,
    by: Any,
    at: dt.datetime,
) -> bool:
    """Take over what is given and differs; says whether anything did. Nothing is blanked."""
    given = {"postcode": postcode, "opened_on": opened_on}
    changed = {
        name: value for name, value in given.items() if value and getattr(practice, name) != value
    }
    if not changed:
        return False
    before = {name: str(getattr(practice, name) or "") for name in changed}
    for name, value in changed.items():
        setattr(practice, name, value)
    practice.full_clean()
    practice.save()
    details = {n: {"from": before[n], "to": str(value)} for n, value in changed.items()}
    record(action="update practice", subject=practice, by=by, at=at, details=details)
    return True
