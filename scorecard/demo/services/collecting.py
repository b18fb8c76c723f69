"""What the demo's commissioner says to returns: accepted, queried, more time, locked."""

import datetime as dt

from indicators.models import Collection, DataReturn
from indicators.selectors.decisions import undecided
from indicators.services.collections import extend, set_lock
from indicators.services.decisions import accept_returns, query_return
from scorecard.accounts.roles import Role
from scorecard.demo import looking
from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment
from scorecard.demo.services.area import Area


def close_quarter(area: Area, quarter: Quarter) -> None:
    """Everything that came in is accepted."""
    if quarter.has_returns:
        day = quarter.deadline + dt.timedelta(looking.ACCEPTED)
        accept_all(area, area.periods[quarter.index].collection, moment(day, 16))


def lock_quarter(area: Area, quarter: Quarter) -> None:
    if quarter.has_returns:
        day = quarter.deadline + dt.timedelta(looking.LOCKED)
        set_lock(
            collection=area.periods[quarter.index].collection,
            locked=True,
            reason="The results of this quarter are settled.",
            by=area.who(Role.ANALYST),
            at=moment(day, 9),
        )


def look_at_newest(area: Area, quarter: Quarter) -> None:
    """Some returns of the open quarter are accepted, one is queried, one practice has more time."""
    collection = area.periods[quarter.index].collection
    _extend(area, quarter, collection)
    day = quarter.opens_on + dt.timedelta(looking.LOOKED_AT)
    first, *others = _sent_by(collection, moment(day, 9))
    query_return(
        data_return=first,
        question=looking.QUESTION,
        by=area.who(Role.ANALYST),
        at=moment(day, 10),
    )
    accept_returns(
        collection=collection,
        returns=[sent.pk for sent in others],
        by=area.who(Role.ANALYST),
        at=moment(day, 11),
    )


def accept_all(area: Area, collection: Collection, at: dt.datetime) -> None:
    accept_returns(
        collection=collection,
        returns=[sent.pk for sent in _sent_by(collection, at)],
        by=area.who(Role.ANALYST),
        at=at,
    )


def _sent_by(collection: Collection, at: dt.datetime) -> list[DataReturn]:
    return list(undecided(collection).filter(submitted_at__lt=at).order_by("submitted_at"))


def _extend(area: Area, quarter: Quarter, collection: Collection) -> None:
    code = area.demo.commissioner.practices[looking.TYPING].code
    extend(
        collection=collection,
        practice=area.places.practices[code],
        deadline=quarter.deadline + dt.timedelta(looking.MORE_DAYS),
        reason=looking.WHY_MORE_DAYS,
        by=area.who(Role.ANALYST),
        at=moment(quarter.opens_on + dt.timedelta(looking.TYPED_ON - 1), 10),
    )
