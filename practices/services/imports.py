"""The bulk twin of `organisations`: a whole country's practices at once, told as one event.

Running it again with the same rows changes nothing; with a newer file, practices that moved get
a new dated link and keep the old one.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from practices.models import Commissioner, Network, Practice
from practices.services.organisations import add_commissioner
from practices.services.placing import Placed, place_all
from scorecard.audit.services import record

Counts = dict[str, int]


class PlacedPractice(NamedTuple):
    """A practice and where it belongs; `network` is empty where it has none."""

    code: str
    name: str
    network: str
    network_name: str
    area: str
    area_name: str
    country: str
    country_name: str
    postcode: str = ""
    opened_on: dt.date | None = None
    closed_on: dt.date | None = None


@transaction.atomic
def import_organisations(
    *, rows: Sequence[PlacedPractice], since: dt.date, source: str, by: Any, at: dt.datetime
) -> Counts:
    """Add or update practices, networks and commissioners, and place the practices from `since`.

    Returns how many of each were added, changed or placed. Raises ValidationError, and changes
    nothing, when a field cannot be kept or a practice was placed elsewhere after `since`.
    """
    if not rows:
        raise ValidationError("There are no practices to import.")
    counts: Counter[str] = Counter()
    commissioners = _commissioners(rows, counts, by, at)
    networks = _networks(rows, commissioners, counts)
    practices = _practices(rows, counts)
    in_areas = {practices[row.code]: commissioners[row.area] for row in rows}
    in_networks = {practices[row.code]: networks.get(row.network) for row in rows}
    _count(counts, "commissioner", place_all("commissioner", in_areas, since))
    _count(counts, "network", place_all("network", in_networks, since))
    record(
        action="import organisations",
        subject=commissioners[rows[0].country],
        by=by,
        at=at,
        organisation=rows[0].country,
        details={"source": source, "since": str(since), **counts},
    )
    return dict(counts)


def _commissioners(
    rows: Sequence[PlacedPractice], counts: Counter[str], by: Any, at: dt.datetime
) -> dict[str, Commissioner]:
    found: dict[str, Commissioner] = {}
    for code, name in {row.country: row.country_name for row in rows}.items():
        found[code] = _commissioner(code, name, None, counts, by, at)
    for code, (name, country) in {row.area: (row.area_name, row.country) for row in rows}.items():
        found[code] = _commissioner(code, name, found[country], counts, by, at)
    return found


def _commissioner(
    code: str,
    name: str,
    parent: Commissioner | None,
    counts: Counter[str],
    by: Any,
    at: dt.datetime,
) -> Commissioner:
    held = Commissioner.objects.filter(code=code).first()
    if held is None:
        counts["commissioners added"] += 1
        return add_commissioner(code=code, name=name, parent=parent, by=by, at=at)
    if held.name != name or (parent and held.parent_id != parent.pk):
        held.name, held.parent = name, parent or held.parent
        held.full_clean()
        held.save()
        counts["commissioners changed"] += 1
    return held


def _networks(
    rows: Sequence[PlacedPractice], commissioners: Mapping[str, Commissioner], counts: Counter[str]
) -> dict[str, Network]:
    """A network whose practices lie in two areas belongs to the one with more of them."""
    areas: dict[str, Counter[str]] = {}
    names = {row.network: row.network_name for row in rows if row.network}
    for row in rows:
        areas.setdefault(row.network, Counter())[row.area] += 1
    wanted = {
        code: Network(code=code, name=name, commissioner=commissioners[_largest(areas[code])])
        for code, name in names.items()
    }
    return _keep(Network, wanted, ("name", "commissioner"), "networks", counts)


def _practices(rows: Sequence[PlacedPractice], counts: Counter[str]) -> dict[str, Practice]:
    fields = ("name", "postcode", "opened_on", "closed_on")
    wanted = {
        row.code: Practice(code=row.code, **{name: getattr(row, name) for name in fields})
        for row in rows
    }
    return _keep(Practice, wanted, fields, "practices", counts)


def _keep(
    model: Any, wanted: dict[str, Any], fields: Sequence[str], what: str, counts: Counter[str]
) -> dict[str, Any]:
    """Add what is new, update what differs (never a known field by an empty one)."""
    held = {one.code: one for one in model.objects.filter(code__in=wanted)}
    for code, one in wanted.items():
        one.clean()
        _check(one, what, code)
    new = [one for code, one in wanted.items() if code not in held]
    changed = [old for code, old in held.items() if _update(old, wanted[code], fields)]
    model.objects.bulk_create(new, batch_size=2_000)
    model.objects.bulk_update(changed, [*fields, "sort_key"], batch_size=2_000)
    counts.update({f"{what} added": len(new), f"{what} changed": len(changed)})
    counts[f"{what} unchanged"] += len(held) - len(changed)
    return {one.code: one for one in (*new, *held.values())}


def _check(one: Any, what: str, code: str) -> None:
    # Relations were made above from the same rows; asking the database again for each would
    # take minutes for a country.
    relations = [field.name for field in one._meta.fields if field.is_relation]
    try:
        one.clean_fields(exclude=relations)
    except ValidationError as error:
        said = "; ".join(f"{name}: {' '.join(all_)}" for name, all_ in error.message_dict.items())
        raise ValidationError(f"Among the {what}, {code}: {said}") from error


def _update(old: Any, new: Any, fields: Sequence[str]) -> bool:
    changed = False
    for name in fields:
        value = getattr(new, name)
        if value and getattr(old, name) != value:
            setattr(old, name, value)
            changed = True
    old.clean()
    return changed


def _largest(areas: Counter[str]) -> str:
    """The area with most practices; of equal ones the first by code."""
    return min(areas, key=lambda code: (-areas[code], code))


def _count(counts: Counter[str], what: str, placed: Placed) -> None:
    for how, number in placed._asdict().items():
        counts[f"links to a {what} {how}"] += number
