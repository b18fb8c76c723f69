"""An area of any size with one banded period: made in bulk, because only its reading is measured.

The figures are random, some missing, so that bands, states and scores of every sort occur.
"""

import datetime as dt
import uuid

import numpy as np
from django.db import connection
from django.test import Client

from indicators import catalogue
from indicators.models import Period
from indicators.periods import parse
from indicators.services.periods import add_period
from practices.models import Commissioner, CommissionerLink, Practice
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
PER_DOMAIN = 10

_COPY = """
COPY indicators_figure (indicator_id, practice_id, period_id, state, numerator, denominator, text,
    recorded_at) FROM STDIN
"""


def banded_area(code: str, practices: int, indicators: int) -> CardRun:
    """A scorecard of proportions, ten in each domain, banded for one quarter."""
    commissioner = add_commissioner(code=code, name=f"Area {code}", **BY)
    _add_practices(commissioner, practices)
    card = catalogue.read(_card(indicators), "bench.toml")
    version = start_from(catalogue=card, commissioner=commissioner, **BY)
    make_live(version=version, unagreed_reason="Needed by a measurement.", **BY)
    span = parse("2026-27-Q1")
    period = add_period(
        commissioner=commissioner,
        code=span.code,
        name=span.name,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        **BY,
    )
    _add_figures(period)
    return band_period(version=version, period=period, key=uuid.uuid4(), clock=lambda: NOW, **BY)


def _add_practices(commissioner: Commissioner, number: int) -> None:
    made = Practice.objects.bulk_create(
        Practice(code=f"{commissioner.code}{at:05}", name=f"Surgery {at}", sort_key=f"{at:05}")
        for at in range(number)
    )
    CommissionerLink.objects.bulk_create(
        CommissionerLink(practice=practice, commissioner=commissioner, starts_on=START)
        for practice in made
    )


def _card(indicators: int) -> dict[str, object]:
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
    indicators = list(period.commissioner.indicator_set.values_list("pk", flat=True))
    draw = np.random.default_rng(1)
    level = np.clip(draw.normal(0.5, 0.12, len(practices)), 0.05, 0.95)
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for indicator in indicators:
            people = draw.integers(20, 4000, len(practices))
            counted = draw.binomial(people, np.clip(level + draw.normal(0, 0.1), 0.02, 0.98))
            held = draw.random(len(practices)) > 0.03
            for at, practice in enumerate(practices):
                if held[at]:
                    copy.write_row(
                        (indicator, practice, period.pk, "present", float(counted[at]),
                         float(people[at]), "", NOW)
                    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


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
