"""How far each figure of a run is trusted, for a nation at once.

Of nearly all figures the standing is that of their practice: it was asked, or not, and answered,
or not. Only what was queried, corrected, replaced or chosen among sources, or is of another
period, is looked at figure by figure (`selectors.verification`, of which this is the fast twin).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from django.db import connection
from django.utils import timezone
from numpy.typing import NDArray

from indicators.models import (
    Figure,
    Period,
    Query,
    QueryDecision,
    Run,
    SourceAgreement,
    Verification,
    VerificationWindow,
)
from indicators.selectors.verification import standings_of, window_of
from indicators.standing import NOTHING, Facts, FigureStanding, standing_of
from scorecard.calc.types import Flags

# The period's figures that are not like the others, in one look at them.
_ODD = """
SELECT string_agg(int8send(id), ''::bytea) FILTER (WHERE modelled),
    string_agg(int8send(id), ''::bytea) FILTER (WHERE replaced_at IS NOT NULL OR NOT counts),
    string_agg(int8send(id), ''::bytea) FILTER (WHERE recorded_at >= %(late)s)
FROM indicators_figure
WHERE period_id = %(period)s
    AND (modelled OR replaced_at IS NOT NULL OR NOT counts OR recorded_at >= %(late)s)
"""
Ids = NDArray[np.int64]


@dataclass(frozen=True)
class RunStandings:
    """`codes` are definitions x practices: places in `standings`. `modelled` is of that shape."""

    standings: Sequence[FigureStanding]
    codes: NDArray[np.int32]
    modelled: Flags


@dataclass(frozen=True)
class Unlike:
    """Ids of the period's figures that are modelled, that no longer count, and that came after
    the deadline."""

    modelled: Ids
    odd: Ids
    late: Ids


def run_standings(
    run: Run, unlike: Unlike, figures: Ids, practices: Ids, lasting: Flags, today: dt.date
) -> RunStandings:
    """`figures` are ids, definitions x practices, 0 for none; `practices` are ids.

    `lasting` says of which definitions the figures may be of an earlier period; `unlike` is what
    `unlike_others` finds for the run's period.
    """
    window = window_of(run.period)
    modelled, odd, late = unlike.modelled, unlike.odd, unlike.late
    coding = _Coding()
    codes = _by_practice(coding, run.period, window, practices, today, figures, late)
    codes[figures == 0] = coding.of(NOTHING)
    _put_verified(coding, run.period, figures, codes)
    single = _one_by_one(run, figures, odd, lasting)
    if single.any():
        ids = np.unique(figures[single])
        found = standings_of(ids.tolist(), today)
        each = np.array([coding.of(found[one]) for one in ids.tolist()], np.int32)
        codes[single] = each[np.searchsorted(ids, figures[single])]
    told = _among(figures, modelled)
    told[lasting] = _among(figures[lasting], _modelled_of(figures[lasting]))
    return RunStandings(tuple(coding.known), codes, told)


class _Coding:
    """Numbers for standings, of which there are few."""

    def __init__(self) -> None:
        self.known: dict[FigureStanding, int] = {}

    def of(self, standing: FigureStanding) -> int:
        nameless = FigureStanding(standing.kind, standing.on, standing.until)
        return self.known.setdefault(nameless, len(self.known))


def unlike_others(period: Period) -> Unlike:
    """Which figures are not like the others."""
    window = window_of(period)
    late: str | dt.datetime = "infinity"
    if window:
        after = window.deadline + dt.timedelta(1)
        late = timezone.make_aware(dt.datetime.combine(after, dt.time()))
    with connection.cursor() as cursor:
        cursor.execute(_ODD, {"period": period.pk, "late": late})
        return Unlike(*(_unpacked(one) for one in cursor.fetchone()))


def _unpacked(packed: bytes | None) -> Ids:
    return np.frombuffer(bytes(packed or b""), ">i8").astype(np.int64)


def _by_practice(
    coding: _Coding,
    period: Period,
    window: VerificationWindow | None,
    practices: Ids,
    today: dt.date,
    figures: Ids,
    late: Ids,
) -> NDArray[np.int32]:
    """What holds for every figure of a practice of which nothing else is known."""
    confirmed = dict(
        Verification.objects.filter(period=period)
        .order_by("made_at")
        .values_list("practice_id", "made_at")
    )
    opens, until = (window.opens_on, window.deadline) if window else (None, None)
    early = dt.datetime.combine(until or today, dt.time())
    facts = partial(
        Facts, held=True, opens_on=opens, deadline=until, silence=window.silence if window else ""
    )

    def codes_of(arrived: dt.datetime) -> NDArray[np.int32]:
        met: dict[dt.datetime | None, int] = {}
        for at in {None, *confirmed.values()}:
            local = timezone.localtime(at).replace(tzinfo=None) if at else None
            met[at] = coding.of(standing_of(facts(arrived=arrived, confirmed=local), today))
        found = [met[confirmed.get(practice)] for practice in practices.tolist()]
        return np.array(found, np.int32)

    codes = np.tile(codes_of(early), (len(figures), 1))
    if late.size:
        tardy = codes_of(early + dt.timedelta(2))
        codes = np.where(_among(figures, late), tardy, codes)
    return codes


def _put_verified(coding: _Coding, period: Period, figures: Ids, codes: NDArray[np.int32]) -> None:
    """The newest verification that names a figure holds."""
    made = Verification.objects.filter(period=period).order_by("made_at", "pk")
    verified = [
        (timezone.localtime(at), held) for at, held in made.values_list("made_at", "figures")
    ]
    if not verified:
        return
    ids = np.concatenate([np.array(held, np.int64) for _, held in verified])
    facts = [
        Facts(held=True, arrived=at.replace(tzinfo=None), verified=at.replace(tzinfo=None))
        for at, _ in verified
    ]
    of_each = [coding.of(standing_of(one, one.arrived.date())) for one in facts]
    code = np.repeat(np.array(of_each, np.int32), [len(held) for _, held in verified])
    # Of several the last: in a stable order the end of a run of equal ids.
    order = np.argsort(ids, kind="stable")
    ids, code = ids[order], code[order]
    last = np.append(ids[1:] != ids[:-1], True) if ids.size else np.zeros(0, bool)
    ids, code = ids[last], code[last]
    if ids.size:
        at = np.minimum(np.searchsorted(ids, figures), ids.size - 1)
        named = ids[at] == figures
        codes[named] = code[at[named]]


def _one_by_one(run: Run, figures: Ids, odd: Ids, lasting: Flags) -> Flags:
    """Figures of which more is known than of their practice."""
    queried = Query.objects.filter(figure__period=run.period).values_list("figure_id", flat=True)
    mended = QueryDecision.objects.filter(correction__period=run.period)
    corrections = mended.values_list("correction_id", flat=True)
    special = np.concatenate([odd, _ids(queried), _ids(corrections)])
    chosen = SourceAgreement.objects.values("indicator")
    if chosen.exists():
        of_several = Figure.objects.filter(period=run.period, indicator__in=chosen)
        special = np.concatenate([special, _ids(of_several.values_list("pk", flat=True))])
    found = _among(figures, special)
    found[lasting] = True
    return np.asarray(found & (figures > 0))


def _modelled_of(figures: Ids) -> Ids:
    wanted = np.unique(figures)
    if not wanted.size:
        return wanted
    return _ids(
        Figure.objects.filter(pk__in=wanted.tolist(), modelled=True).values_list("pk", flat=True)
    )


def _ids(found: Iterable[int]) -> Ids:
    return np.array(list(found), np.int64)


def _among(figures: Ids, ids: Ids) -> Flags:
    if not ids.size:
        return np.zeros(figures.shape, dtype=bool)
    return np.asarray(np.isin(figures, ids))
