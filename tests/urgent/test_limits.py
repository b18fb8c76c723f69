"""The clinical lead sets, ends and confirms limits; nothing that was set is altered."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from indicators.models import UrgentLimit, UrgentReader
from indicators.selectors.definitions import data_of
from indicators.selectors.urgent_figures import standing_still
from indicators.services.definitions import define
from indicators.services.urgent_limits import (
    LimitRefused,
    end_limit,
    name_person,
    set_limit,
    unname_person,
)
from indicators.urgent_limits import Limit, Side
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.areas import NOW, Area
from tests.urgent.conftest import BELOW_40, later


def test_another_limit_on_the_same_side_ends_the_first_and_both_stay(watched):
    first, second = watched.limit(), watched.limit(Limit(Side.AT_OR_BELOW, 30), at=later())
    first.refresh_from_db()
    assert (first.value, first.ended_at, first.ended_by) == (40, later(), watched.lead)
    assert (second.value, second.ended_at) == (30, None)


def test_a_limit_on_the_other_side_stands_beside_it(watched):
    watched.limit()
    watched.limit(Limit(Side.ABOVE, 95))
    assert UrgentLimit.objects.filter(ended_at=None).count() == 2


@pytest.mark.parametrize(
    ("code", "rule", "said"),
    [
        ("FAC01", BELOW_40, "no number"),
        ("VFM01", Limit(Side.ABOVE, 300, by_chance=True), "no interval"),
        ("ACC01", Limit(Side.BELOW, float("nan")), "finite"),
        ("ACC01", Limit(Side.BELOW, 40, least=-1), "denominator"),
        ("ACC01", Limit(Side.ABOVE, 40), "other side"),
    ],
)
def test_a_limit_that_cannot_work_is_refused(watched, code, rule, said):
    watched.limit()
    with pytest.raises(LimitRefused, match=said):
        watched.limit(rule, code)


def test_only_the_commissioners_own_people_who_see_every_result_can_be_named(watched):
    area = watched.area
    others = [
        area.user(Role.LMC_REPRESENTATIVE),
        area.user(Role.BOARD_READER),
        area.user(Role.ADMINISTRATOR),
        area.user(Role.PRACTICE_MANAGER, area.practices[0]),
        area.user(Role.NETWORK_LEAD, area.network),
        Area("Z02").user(Role.ANALYST),
    ]
    for person in others:
        with pytest.raises(LimitRefused, match="cannot be named"):
            watched.limit(people=[person])
    with pytest.raises(LimitRefused, match="at least one"):
        watched.limit(people=[])


def test_no_patient_is_written_about(watched):
    with pytest.raises(ValidationError, match="NHS number"):
        set_limit(
            definition=watched.area.definition("ACC01"),
            rule=BELOW_40,
            reason="See 943 476 5919",
            people=[watched.named],
            signal_now=False,
            by=watched.lead,
            at=NOW,
        )


def test_what_is_held_is_signalled_only_where_that_was_chosen(watched):
    watched.record(1, numerator=25, denominator=100)
    watched.limit()
    assert watched.signals == []
    watched.limit(signal_now=True)
    assert watched.values == [25]
    watched.limit(Limit(Side.BELOW, 50), signal_now=True)
    assert watched.values == [25]  # one signal for a figure, ever


def test_only_the_newest_period_is_looked_at_and_only_what_counts(watched):
    watched.record(1, period="2025-26-Q4", numerator=1, denominator=100)
    watched.record(1, numerator=2, denominator=100)
    watched.record(1, numerator=90, denominator=100)
    watched.record(2, numerator=3, denominator=100)
    watched.limit(signal_now=True)
    assert watched.values == [3]


def test_a_limit_set_for_another_definition_stands_still_until_it_is_set_anew(watched):
    limit = watched.limit()
    definition = watched.area.definition("ACC01")
    data = replace(data_of(definition), unit="per 1,000", multiplier=1000.0)
    define(commissioner=watched.area.commissioner, code="ACC01", data=data, by=None, at=NOW)
    assert standing_still([limit]) == {limit.pk}
    confirmed = watched.limit(Limit(Side.BELOW, 400))
    assert standing_still([confirmed]) == set()
    limit.refresh_from_db()
    assert (limit.value, limit.ended_at) == (40, NOW)


def test_the_last_person_stays_named_while_the_limit_holds(watched):
    limit = watched.limit()
    reader = UrgentReader.objects.get()
    with pytest.raises(LimitRefused, match="somebody else first"):
        unname_person(reader=reader, by=watched.lead, at=NOW)
    end_limit(limit=limit, by=watched.lead, at=NOW)
    unname_person(reader=reader, by=watched.lead, at=NOW)


def test_nobody_is_named_twice_and_no_limit_ended_twice(watched):
    limit = watched.limit()
    with pytest.raises(LimitRefused, match="already"):
        name_person(limit=limit, person=watched.named, by=watched.lead, at=NOW)
    end_limit(limit=limit, by=watched.lead, at=NOW)
    with pytest.raises(LimitRefused, match="already"):
        end_limit(limit=limit, by=watched.lead, at=NOW)


def test_the_trail_of_the_commissioner_holds_nothing_of_it(watched):
    end_limit(limit=watched.limit(), by=watched.lead, at=NOW)
    told = AuditEvent.objects.filter(subject_type__startswith="indicators.Urgent")
    assert {event.organisation for event in told} == {"Z01/urgent"}
    assert {event.action for event in told} == {"set urgent limit", "end urgent limit"}
