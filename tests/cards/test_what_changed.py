"""A period that is banded again: which results changed, and why."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import Figure, Objective, PartInputs, Result
from indicators.selectors.definitions import data_of
from indicators.selectors.what_changed import changes_between
from indicators.services.definitions import define
from indicators.services.periods import open_collection
from indicators.what_changed import Reason
from practices.models import NetworkLink, Practice
from practices.services.atypical import ALWAYS, flag_atypical
from practices.services.lists import ListSizeRow, record_list_sizes
from scorecard.accounts.roles import Role
from scorecard.cards.models import CardItem
from tests.areas import CARD, NOW, PROPORTION, Area

BY = {"by": None, "at": NOW}
INTERVAL = {"rule": "interval", "confidence": 95}
HALVES = {"rule": "quantile", "k": 2, "green_to": 1, "red_from": 2}


def why(before, now, practice=None) -> dict[tuple[str, str], set[Reason]]:
    """By indicator and practice the reasons."""
    codes = dict(Practice.objects.values_list("pk", "code"))
    return {
        (one.definition.code, codes[pk]): {r for r, flags in one.reasons.items() if flags[at]}
        for one in changes_between(before.run, now.run, practice)
        for at, pk in enumerate(one.rows.practices.tolist())
    }


def area_with(**changes) -> Area:
    area = Area(card={**CARD, "indicators": [{**PROPORTION, **changes}, *CARD["indicators"][1:]]})
    for number, seen in ((1, 90), (2, 70), (3, 50)):
        area.record(number, "ACC01", numerator=seen, denominator=100)
    return area


@pytest.fixture
def banded(db):
    area = area_with()
    return area, area.band()


def test_nothing_changed(banded):
    area, before = banded
    assert why(before, area.band()) == {}


def test_a_figure_was_corrected(banded):
    area, before = banded
    area.record(2, "ACC01", numerator=85, denominator=100)
    area.record(3, "ACC01", numerator=51, denominator=100)  # stays red
    now = area.band()
    assert why(before, now) == {("ACC01", "Z01002"): {Reason.CORRECTED}}
    changed = changes_between(before.run, now.run)[0]
    assert changed.rows.value_before.tolist() == [70.0]
    assert changed.rows.value.tolist() == [85.0]


def test_a_figure_arrived_and_one_no_longer_counts(banded):
    area, before = banded
    area.record(1, "VFM01", numerator=14000, denominator=100)
    Figure.objects.filter(practice=area.practices[2]).update(counts=False)
    assert why(before, area.band()) == {
        ("VFM01", "Z01001"): {Reason.ARRIVED},
        ("ACC01", "Z01003"): {Reason.GONE},
    }


def test_another_source_counts(banded):
    area, before = banded
    area.record(1, "ACC01", numerator=10, denominator=100)
    Figure.objects.filter(practice=area.practices[0], numerator=10).update(source="Another")
    assert why(before, area.band()) == {("ACC01", "Z01001"): {Reason.SOURCE}}


def test_the_definition_has_a_new_version(banded):
    area, before = banded
    new = replace(data_of(area.definition("ACC01")), rule={**PROPORTION["rule"], "green": 95})
    definition = define(commissioner=area.commissioner, code="ACC01", data=new, **BY)
    CardItem.objects.filter(definition__indicator=definition.indicator).update(
        definition=definition
    )
    now = area.band()
    assert why(before, now) == {("ACC01", "Z01001"): {Reason.DEFINITION}}
    changed = changes_between(before.run, now.run)[0]
    assert (changed.before.number, changed.definition.number) == (1, 2)
    assert changed.fields == ("rule",)


def test_levels_were_agreed_for_one_practice(banded):
    area, before = banded
    Objective.objects.create(
        practice=area.practices[2],
        indicator=area.definition("ACC01").indicator,
        levels={"green": 50, "red": 40},
        agreed="In March",
        starts_on=dt.date(2026, 4, 1),
        recorded_at=NOW,
    )
    assert why(before, area.band()) == {("ACC01", "Z01003"): {Reason.LEVELS}}


def test_the_list_size_changed(db):
    changes = {"kind": "rate", "sampling": "poisson", "denominator_list": "registered"}
    area = Area(card={**CARD, "indicators": [{**PROPORTION, **changes}, *CARD["indicators"][1:]]})

    def patients(number, day):
        row = ListSizeRow(area.practices[0].pk, "registered", day, Decimal(number), "A list")
        record_list_sizes(rows=[row], **BY)

    patients(100, dt.date(2026, 4, 1))
    area.record(1, "ACC01", numerator=90)
    before = area.band()
    patients(200, dt.date(2026, 5, 1))
    assert why(before, area.band()) == {("ACC01", "Z01001"): {Reason.LIST}}


def test_what_is_due_changed(banded):
    area, before = banded
    open_collection(
        period=area.period(),
        definitions=[area.definition("VFM01")],
        opens_on=NOW.date(),
        deadline=NOW.date(),
        **BY,
    )
    reasons = why(before, area.band())
    assert set(reasons) == {("VFM01", f"Z0100{number}") for number in (1, 2, 3)}
    assert set.union(*reasons.values()) == {Reason.DUE}


def test_what_it_is_compared_with_changed(db):
    area = area_with(comparator="area", rule=INTERVAL)
    before = area.band()
    area.record(3, "ACC01", numerator=9000, denominator=10000)
    reasons = why(before, area.band())
    assert reasons["ACC01", "Z01002"] == {Reason.COMPARATOR}
    assert reasons["ACC01", "Z01003"] == {Reason.CORRECTED, Reason.COMPARATOR}


def test_an_agreed_level_does_not_care_for_the_benchmark(banded):
    area, before = banded
    area.record(3, "ACC01", numerator=9000, denominator=10000)
    assert set.union(*why(before, area.band()).values()) == {Reason.CORRECTED}


def test_its_network_is_another_one(db):
    area = area_with(comparator="network", rule=INTERVAL)
    before = area.band()
    NetworkLink.objects.filter(practice=area.practices[0]).update(ends_on=dt.date(2025, 1, 1))
    reasons = why(before, area.band())
    assert Reason.GROUP in reasons["ACC01", "Z01001"]
    assert all(Reason.GROUP not in one for key, one in reasons.items() if key[1] != "Z01001")


def test_it_counts_as_atypical_now(db):
    area = area_with(comparator="area", rule=HALVES)
    before = area.band()
    odd = {"practice": area.practices[2], "reason": "is for the homeless"}
    flag_atypical(**odd, starts_on=ALWAYS, **BY)
    assert why(before, area.band()) == {
        ("ACC01", "Z01003"): {Reason.ATYPICAL},
        ("ACC01", "Z01002"): {Reason.COMPARATOR},  # others stand elsewhere
    }


def test_a_practice_that_was_not_banded_before(banded):
    area, before = banded
    area.practices.append(area.add_practice(4))
    area.record(4, "ACC01", numerator=90, denominator=100)
    reasons = why(before, area.band())
    assert set(reasons) == {(code, "Z01004") for code in ("ACC01", "VFM01", "FAC01")}
    assert set.union(*reasons.values()) == {Reason.PRACTICE}


def test_the_code_is_the_reason_only_where_there_is_no_other(banded):
    area, before = banded
    area.record(2, "ACC01", numerator=85, denominator=100)
    before.run.refresh_from_db()
    Result.objects.of_run(before.run).filter(practice=area.practices[2]).filter(
        definition=area.definition("ACC01")
    ).update(band=3)
    now = area.band()
    assert why(before, now)["ACC01", "Z01003"] == {Reason.UNKNOWN}
    PartInputs.objects.filter(part=before.run.parts[0]).update(code_version="other")
    assert why(before, now) == {
        ("ACC01", "Z01002"): {Reason.CORRECTED},
        ("ACC01", "Z01003"): {Reason.CODE},
    }


def test_since_the_period_before_the_figures_are_of_another_period(banded):
    area, before = banded
    area.record(1, "ACC01", "2026-27-Q2", numerator=50, denominator=100)
    for number in (2, 3):
        area.record(number, "ACC01", "2026-27-Q2", numerator=50, denominator=100)
    reasons = why(before, area.band("2026-27-Q2"))
    assert reasons == {
        ("ACC01", "Z01001"): {Reason.PERIOD},
        ("ACC01", "Z01002"): {Reason.PERIOD},
    }


def test_parts_that_both_runs_share_are_not_looked_at(banded):
    area, before = banded
    now = area.band()
    now.run.definitions.update(part=before.run.parts[0])
    assert why(before, now) == {}


def test_the_page_counts_first_filters_and_gives_a_file(banded, client):
    area, _ = banded
    area.record(2, "ACC01", numerator=85, denominator=100)
    area.record(1, "VFM01", numerator=14000, denominator=100)
    area.band()
    client.force_login(area.user(Role.ANALYST))
    page = reverse("what-changed", args=["Z01"])
    html = client.get(page).content.decode()
    assert "2 results have another band or another reason for having none" in html
    assert "A figure arrived: 1" in html
    assert html.count('scope="row"><a') == 2
    html = client.get(page, {"reason": "corrected"}).content.decode()
    assert html.count('scope="row"><a') == 1
    assert "70.0%" in html
    assert "85.0%" in html
    file = client.get(reverse("what-changed-csv", args=["Z01"]), {"reason": "corrected"})
    lines = b"".join(file).decode("utf-8-sig").splitlines()
    assert lines[1] == (
        "ACC01,Seen within two days,Z01002,Practice 2,Amber,Green,70.0,85.0,"
        "the figure was corrected"
    )
    assert len(lines) == 2
    html = client.get(page, {"reason": "levels"}).content.decode()
    assert "No result changed for the reason that is chosen" in html
    assert '<option value="levels" selected>other levels were agreed (0)' in html
    html = client.get(page, {"since": "period"}).content.decode()
    assert "No earlier period is banded." in html


def test_a_period_that_was_banded_once_says_so(banded, client):
    area, _ = banded
    client.force_login(area.user(Role.ANALYST))
    html = client.get(reverse("what-changed", args=["Z01"])).content.decode()
    assert "there is nothing to hold it against" in html


def test_a_practice_reads_what_changed_of_its_own(banded, client):
    area, _ = banded
    manager = area.user(Role.PRACTICE_MANAGER, area.practices[1])
    client.force_login(manager)
    page = reverse("practice-results", args=["Z01002"])
    assert "Banded again" not in client.get(page).content.decode()
    area.record(2, "ACC01", numerator=85, denominator=100)
    area.record(1, "ACC01", numerator=10, denominator=100)
    area.band()
    html = client.get(page).content.decode()
    assert "1 of your figures changed band, or the reason for having none (ACC01)" in html
    assert "the figure was corrected (1)." in html
