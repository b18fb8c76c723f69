"""An area of any size with one banded period: made in bulk, because only its reading is measured.

The figures are random, some missing, so that bands, states and scores of every sort occur.
"""

import datetime as dt
import uuid
from typing import Any

import numpy as np
from django.db import connection
from django.test import Client

from indicators import binary_rows, catalogue
from indicators.binary_rows import Column, Words
from indicators.models import Period
from indicators.periods import parse
from indicators.services.periods import add_period
from practices.models import Commissioner, CommissionerLink, Network, NetworkLink, Practice
from practices.services.memberships import add_membership
from practices.services.organisations import add_commissioner
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.accounts.services import add_user
from scorecard.cards.models import CardRun, CardVersion
from scorecard.cards.services.banding import band_period
from scorecard.cards.services.catalogue import start_from
from scorecard.cards.services.live import make_live

NOW = dt.datetime(2026, 7, 15, 10, tzinfo=dt.UTC)
START = dt.date(2020, 4, 1)
BY = {"by": None, "at": NOW}
PER_DOMAIN = 20

# What every tenth indicator is, so that every way of judging has its share of a nation's work.
SORTS: dict[int, dict[str, object]] = {
    6: {"kind": "rate", "multiplier": 1000, "unit": "per 1,000", "sampling": "poisson",
        "rule": {"rule": "interval", "confidence": 95}},
    7: {"kind": "mean", "multiplier": 1, "unit": "days", "sampling": "mean", "polarity": "low",
        "rule": {"rule": "thresholds", "green": 3, "red": 5}},
    8: {"kind": "score", "multiplier": 1, "unit": "points", "sampling": "none",
        "rule": {"rule": "quantile", "k": 5, "green_to": 1, "red_from": 5}},
    9: {"comparator": "network", "rule": {"rule": "funnel"}},
}  # fmt: skip
DEPRIVATION: dict[str, object] = {
    "code": "IMD", "name": "Deprivation score", "description": "A higher score is more deprived.",
    "role": "context", "kind": "score", "unit": "points", "decimals": 1, "polarity": "none",
    "supplied_by": "national", "valid_for_months": 60,
}  # fmt: skip


def banded_area(code: str, practices: int, indicators: int) -> CardRun:
    """A scorecard of proportions, twenty in each domain, banded for one quarter."""
    version, period = area(code, practices, _card(indicators))
    return band_period(version=version, period=period, key=uuid.uuid4(), clock=lambda: NOW, **BY)


def mixed_area(
    code: str, practices: int, indicators: int, quarters: int = 1, *, deprived: bool = False
) -> tuple[CardVersion, Period]:
    """The same with rates, means, scores and comparisons among them, not banded yet.

    Figures are held for some quarters; the period is the newest. `deprived`: with a deprivation
    score beside them, without which pages have no fifths.
    """
    card = _card(indicators)
    for at, one in enumerate(card["indicators"]):
        one |= SORTS.get(at % 10, {})
    if deprived:
        card["indicators"].append(DEPRIVATION)
    return area(code, practices, card, quarters)


def area(
    code: str, practices: int, card: dict[str, Any], quarters: int = 1
) -> tuple[CardVersion, Period]:
    commissioner = add_commissioner(code=code, name=f"Area {code}", **BY)
    _add_practices(commissioner, practices)
    chosen = catalogue.read(card, "bench.toml")
    version = start_from(catalogue=chosen, commissioner=commissioner, **BY)
    make_live(version=version, unagreed_reason="Needed by a measurement.", **BY)
    for quarter in range(quarters, 0, -1):
        span = parse(f"2026-27-Q{quarter}")
        period = add_period(
            commissioner=commissioner,
            code=span.code,
            name=span.name,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            **BY,
        )
        _add_figures(period)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return version, period


def _add_practices(commissioner: Commissioner, number: int) -> None:
    made = Practice.objects.bulk_create(
        Practice(code=f"{commissioner.code}{at:05}", name=f"Surgery {at}", sort_key=f"{at:05}")
        for at in range(number)
    )
    CommissionerLink.objects.bulk_create(
        CommissionerLink(practice=practice, commissioner=commissioner, starts_on=START)
        for practice in made
    )
    networks = Network.objects.bulk_create(
        Network(commissioner=commissioner, code=f"{commissioner.code}N{at}", name=f"Network {at}")
        for at in range(-(-number // 6))
    )
    NetworkLink.objects.bulk_create(
        NetworkLink(practice=practice, network=networks[at // 6], starts_on=START)
        for at, practice in enumerate(made)
    )


def _card(indicators: int) -> dict[str, Any]:
    domains = [f"Domain {at}" for at in range(-(-indicators // PER_DOMAIN))]
    items = []
    for at in range(indicators):
        inside = min(PER_DOMAIN, indicators - at // PER_DOMAIN * PER_DOMAIN)
        items.append(
            {
                "code": f"IND{at:02}",
                "name": f"Patients with outcome {at}",
                "description": "How many patients had the outcome.",
                "role": "weighted",
                "domain": domains[at // PER_DOMAIN],
                "weight": 100 // inside if at % PER_DOMAIN else 100 - 100 // inside * (inside - 1),
                "kind": "proportion",
                "numerator": "Patients with the outcome",
                "denominator": "Patients",
                "multiplier": 100,
                "unit": "%",
                "polarity": "high",
                "sampling": "proportion",
                "rule": {"rule": "thresholds", "green": 60, "red": 40},
                "minimum_denominator": 30,
                "supplied_by": "national",
            }
        )
    share = 100 // len(domains)
    weights = [100 - share * (len(domains) - 1), *[share] * (len(domains) - 1)]
    return {
        "name": "Bench scorecard",
        "domains": [
            {"name": name, "weight": weight} for name, weight in zip(domains, weights, strict=True)
        ],
        "indicators": items,
    }


def _add_figures(period: Period) -> None:
    practices = list(
        CommissionerLink.objects.filter(commissioner=period.commissioner).values_list(
            "practice_id", flat=True
        )
    )
    # As they stand on the card: by code, IND100 would come before IND11.
    held = period.commissioner.indicator_set.order_by("pk").values_list("pk", "code")
    indicators = [pk for pk, _code in held]
    score = np.array([code == "IMD" for _pk, code in held])
    draw = np.random.default_rng(1)
    shape, size = (len(practices), len(indicators)), len(practices) * len(indicators)
    level = np.clip(draw.normal(0.5, 0.12, (len(practices), 1)), 0.05, 0.95)
    people = draw.integers(20, 4000, shape).ravel()
    chance = level + draw.normal(0, 0.1, len(indicators))
    draw = np.random.default_rng(period.starts_on.toordinal())  # from here on, of this quarter
    chance = np.clip(chance + draw.normal(0, 0.03, shape), 0.02, 0.98)
    counted = draw.binomial(people, chance.ravel())
    fate = draw.random(size)  # 3% have no row, 1% are hidden by their source
    sorts = np.where(score, 8, np.arange(len(indicators)) % 10)
    shown, sort = fate > 0.04, np.tile(sorts, len(practices))
    since = (NOW - dt.datetime(2000, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1)
    columns = [
        Column("practice_id", ">i8", np.repeat(practices, len(indicators))),
        Column("indicator_id", ">i8", np.tile(indicators, len(practices))),
        Column("period_id", ">i8", np.full(size, period.pk)),
        Column("numerator", ">f8", counted, ~shown | (sort == 8)),
        Column("denominator", ">f8", people, ~shown | (sort == 8)),
        Column("value", ">f8", counted / people * 10, ~shown | (sort < 7) | (sort > 8)),
        Column("spread", ">f8", np.full(size, 2.0), ~shown | (sort != 7)),
    ]
    # Practice after practice, as an import writes them.
    held = np.flatnonzero(fate > 0.03)
    empty = [None if one.empty is None else one.empty[held] for one in columns]
    columns = [
        Column(one.name, one.kind, one.values[held], none)
        for one, none in zip(columns, empty, strict=True)
    ]
    said = np.where(shown[held], b"present", b"suppressed").tolist()
    columns += [
        Words("state", said),
        Words("text", b""),
        Words("source", b"bench"),
        Column("counts", "i1", 1),
        Column("modelled", "i1", 0),
        Column("recorded_at", ">i8", since),
    ]
    names = ", ".join(one.name for one in columns)
    copied = f"COPY indicators_figure ({names}) FROM STDIN (FORMAT binary)"
    with connection.cursor() as cursor, cursor.copy(copied) as copy:
        copy.write(binary_rows.HEADER)
        for block in binary_rows.blocks(columns, len(held)):
            copy.write(block)
        copy.write(binary_rows.END)


def signed_in(version: CardVersion) -> Client:
    """A client of an analyst of the area."""
    commissioner = version.scorecard.commissioner
    email = f"analyst@{commissioner.code.lower()}.example"
    user = User.objects.filter(email=email).first() or add_user(
        email=email, name="Analyst", password="correct horse battery", **BY
    )
    if not user.membership_set.exists():
        add_membership(
            user=user, organisation=commissioner, role=Role.ANALYST, starts_on=START, **BY
        )
    client = Client()
    client.force_login(user)
    return client
