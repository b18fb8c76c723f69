"""Who belongs to a network for a period, and who came or went, in words."""

import datetime as dt
from collections.abc import Iterator, Sequence

from practices.models import Practice
from scorecard.calc.rounding import show
from scorecard.charts.words import counted
from scorecard.dashboards.selectors.networks import Linked


def members_on(links: Sequence[Linked], day: dt.date) -> list[Linked]:
    return [one for one in links if one.holds(day)]


def size_words(members: Sequence[Linked]) -> str:
    """How many patients the network has together; whose list is not known is said, not zero."""
    known = [one.patients for one in members if one.patients is not None]
    missing = [one.practice.name for one in members if one.patients is None]
    if not members:
        return ""
    if not known:
        return "No list size is known of any of them."
    total = f"Together they have {show(sum(known))} registered patients"
    spread = f", from {show(min(known))} to {show(max(known))}" if len(known) > 1 else ""
    without = f" The list size of {_names(missing)} is not known and not in it." if missing else ""
    return f"{total}{spread}.{without}"


def patients_words(sizes: Sequence[float | None]) -> str:
    """The sum of the known list sizes."""
    known = [one for one in sizes if one is not None]
    return show(sum(known)) if known else "Not known"


def number_words(members: Sequence[Linked], day: dt.date) -> str:
    """How many practices are counted; a network of one or of none is said to be so."""
    on = f"on {_date(day)}"
    if not members:
        return f"No practice belonged to this network {on}, so there is nothing to add up."
    if len(members) == 1:
        return (
            f"One practice belonged to this network {on}: its own figures are all there is to add"
            " up."
        )
    return f"{counted(len(members), 'practice', 'practices')} belonged to this network {on}."


def left_out_words(members: Sequence[Linked], day: dt.date) -> str:
    """Who is unlike the others, and so not in what is added up."""
    unlike = [one.practice.name for one in members if not one.typical(day)]
    if not unlike:
        return ""
    verb = "is" if len(unlike) == 1 else "are"
    return (
        f"{_names(unlike)} {verb} unlike other practices and shown, but not in what is added up,"
        " as in the values of the area."
    )


def changes_of(
    links: Sequence[Linked], since: dt.date, day: dt.date, today: dt.date, *, added_up: bool
) -> list[str]:
    """Who joined, left or closed from `since` to today; `day` is the last of the period.

    `added_up`: whether those who have left are added up in the periods before.
    """
    return [said for one in links for said in _changes(one, since, day, today, added_up)]


def _changes(
    one: Linked, since: dt.date, day: dt.date, today: dt.date, added_up: bool
) -> Iterator[str]:
    name, joined, left = one.practice.name, one.starts_on, one.ends_on
    if since < joined <= day:
        yield f"{name} joined on {_date(joined)}: earlier periods are added up without it."
    elif day < joined <= today:
        yield f"{name} joined on {_date(joined)}, after this period: it is not counted here."
    closed = one.practice.closed_on
    if closed and since < closed <= today and _last(left, closed) == closed:
        went = _successor(one.practice)
        yield f"{name} closed on {_date(closed)}{went}.{_until(closed, day, added_up)}"
    elif left and since < left <= today:
        yield f"{name} left on {_date(left)}.{_until(left, day, added_up)}"


def _until(end: dt.date, day: dt.date, added_up: bool) -> str:
    if not added_up:
        return " It is added up in no period, so that its results stay its own."
    return (
        " It is counted here, since it belonged to the network until then."
        if end > day
        else " Earlier periods are added up with it."
    )


def _last(left: dt.date | None, closed: dt.date) -> dt.date:
    return min(left, closed) if left else closed


def _successor(practice: Practice) -> str:
    return f", its patients went to {practice.successor}" if practice.successor else ""


def _names(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _date(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"
