"""A person begins a new baseline of a control chart, with a reason, and undoes it."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from indicators.models import Baseline, Period
from indicators.services.baselines import set_baseline, undo_baseline
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.areas import NOW
from tests.dashboards.random_area import PERIODS, QUARTERS, RandomArea
from tests.dashboards.test_by_hand import table

pytestmark = pytest.mark.django_db
ALL = QUARTERS[: QUARTERS.index("2026-27-Q1") + 1]  # 17 quarters
STEP = ALL[4]  # from here on the practice works differently, and 13 quarters follow
PLACE = ["Z01", "Z01011", "ACC01"]


class Stepped(RandomArea):
    """One practice at 50%, then at about 80%."""

    def __init__(self):
        super().__init__(seed=3, practices=1)
        for code in ALL:
            at = ALL.index(code)
            events = (500 if at < ALL.index(STEP) else 800) + 3 * (at % 3)
            self.record(1, "ACC01", period=code, numerator=events, denominator=1000)
            self.band(code)
        self.analyst = self.user(Role.ANALYST)
        self.reader = self.user(Role.CLINICAL_LEAD)
        self.manager = self.user(Role.PRACTICE_MANAGER, self.practices[0])


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Stepped()
        transaction.set_rollback(True)


@pytest.fixture
def area(kept, db):
    return kept


def set_it(area, period=STEP, reason="Two salaried doctors began"):
    return set_baseline(
        practice=area.practices[0],
        indicator=area.definition("ACC01").indicator,
        period=area.period(period),
        reason=reason,
        by=area.analyst,
        at=NOW,
    )


def trend(client, area):
    client.force_login(area.analyst)
    page = client.get(reverse("area-result", args=PLACE)).content.decode()
    return list(table(page, "through the").values())


def limits(row):
    return [float(one) for one in re.findall(r"[\d.]+(?=%)", row[-2])]


def test_from_there_on_limits_are_those_of_the_new_figures(area, client):
    before = trend(client, area)
    assert len(before) == len(ALL) and limits(before[0]) == limits(before[-1])
    set_it(area)
    after = trend(client, area)
    at = ALL.index(STEP)
    assert after[at - 1][-2] == "None"  # four figures are too few
    low, high = limits(after[at])
    assert 79 < low < 80 < high < 82 and limits(after[-1]) == [low, high]
    assert "new baseline: Two salaried doctors began" in after[at][-1]


def test_the_practice_reads_it_beside_its_own_chart(area, client):
    set_it(area)
    client.force_login(area.manager)
    own = client.get(reverse("practice-result", args=PLACE[1:])).content.decode()
    assert "new baseline: Two salaried doctors began" in own and "/baselines/" not in own
    page = client.get(reverse("practice-results", args=["Z01011"])).content.decode()
    assert "new baseline from" in table(page, "Access")["Seen within two days"][-1]


def test_a_reader_is_offered_no_form(area, client):
    address = reverse("baselines", args=PLACE)
    client.force_login(area.reader)
    assert client.get(address).status_code == 403
    assert address not in client.get(reverse("area-result", args=PLACE)).content.decode()
    client.force_login(area.analyst)
    assert address in client.get(reverse("area-result", args=PLACE)).content.decode()


def test_undone_it_is_as_if_it_had_never_been(area, client):
    before = trend(client, area)
    baseline = set_it(area)
    address = reverse("baseline-undo", args=[*PLACE, baseline.pk])
    assert client.post(address, follow=True).status_code == 200
    assert trend(client, area) == before
    assert Baseline.objects.get().undone_by == area.analyst
    shown = client.get(reverse("baselines", args=PLACE)).content.decode()
    assert "(undone)" in shown and "Undo it" not in shown
    again = client.post(address, follow=True).content.decode()
    assert "This was undone on" in again
    actions = AuditEvent.objects.filter(organisation="Z01").values_list("action", flat=True)
    assert {"begin new baseline", "undo baseline"} <= set(actions)
    set_it(area)  # the period is free again


def test_the_form_asks_for_a_period_and_a_reason_and_says_what_is_wrong(area, client):
    address = reverse("baselines", args=PLACE)
    client.force_login(area.analyst)
    page = client.post(address, {"period": STEP, "reason": ""}).content.decode()
    assert "Enter" in page or "reason" in page.lower()
    assert not Baseline.objects.exists()
    for odd in ("", ALL[0], "2031-32-Q1", "\x00"):
        answer = client.post(address, {"period": odd, "reason": "Because"})
        assert answer.status_code == 200 and not Baseline.objects.exists(), odd
    assert client.post(address, {"period": STEP, "reason": "A new way"}).status_code == 302
    page = client.post(address, {"period": STEP, "reason": "Once more"}).content.decode()
    assert "begins in April to June 2023 already" in page
    page = client.post(address, {"period": PERIODS[5], "reason": "Patient 943 476 5919"})
    assert "NHS number" in page.content.decode()
    assert Baseline.objects.count() == 1


def test_another_areas_period_is_none_of_this_one(area):
    foreign = Period(code=STEP, name="Elsewhere", commissioner_id=area.commissioner.pk + 1)
    with pytest.raises(ValidationError, match="not a period of this area"):
        set_baseline(
            practice=area.practices[0],
            indicator=area.definition("ACC01").indicator,
            period=foreign,
            reason="Any",
            by=area.analyst,
            at=NOW,
        )


def test_a_period_without_a_figure_hands_its_baseline_to_the_next():
    from indicators.baselines import Begun, begin_at
    from indicators.periods import parse

    periods = [parse(code) for code in ALL[:6] if code != ALL[3]]
    assert begin_at([Begun(parse(ALL[3]).starts_on, "Why")], periods) == {3: "Why"}
    assert begin_at([Begun(parse(ALL[0]).starts_on, "Why")], periods) == {}


def test_two_people_at_once_begin_one(area):
    set_it(area)
    with pytest.raises(ValidationError):
        set_it(area, reason="Another")
    undo_baseline(baseline=Baseline.objects.get(), by=area.analyst, at=NOW)
    with pytest.raises(ValidationError):
        undo_baseline(baseline=Baseline.objects.get(), by=area.analyst, at=NOW)
