"""What is agreed with one practice, and values of England and the region: kept, shown, used."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from indicators.models import BenchmarkValue, Objective
from indicators.selectors.definitions import data_of
from indicators.services.agreements import agree_objective, end_objective, record_outside_value
from indicators.services.definitions import define
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.calc.types import Band
from scorecard.cards.services.versions import open_draft, place
from tests.areas import CARD, NOW, PROPORTION, Area
from tests.cards.test_comparators import found, three_figures

BY = {"by": None, "at": NOW}
APRIL = dt.date(2026, 4, 1)


@pytest.fixture
def area(db):
    area = Area()
    three_figures(area)
    return area


def agree(area, number=3, code="ACC01", **given):
    first = {"levels": {"green": 50, "red": 30}, "agreed": "Review, June 2026", "starts_on": APRIL}
    first["definition"] = area.definition(code)
    return agree_objective(practice=area.practices[number - 1], **first | given, **BY)


def signed_in(client, area, role=Role.ANALYST, organisation=None):
    client.force_login(area.user(role, organisation))
    return client


def test_levels_that_were_agreed_band_the_next_run_and_leave_the_last(area):
    before = area.band()
    objective = agree(area, words="Ring every patient")
    assert [one.band for one in found(area.band())] == [Band.GREEN, Band.AMBER, Band.GREEN]
    assert [one.band for one in found(before)] == [Band.GREEN, Band.AMBER, Band.RED]
    event = AuditEvent.objects.get(action="agree objective")
    assert (event.organisation, event.details["green"]) == ("Z01", 50)
    assert str(objective.practice) == "Practice 3"


def test_an_objective_that_ended_bands_no_later_period(area):
    end_objective(objective=agree(area), ends_on=dt.date(2026, 6, 29), **BY)
    assert found(area.band())[2].band == Band.RED
    assert AuditEvent.objects.filter(action="end objective").exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"levels": {}}, "Say what was agreed"),
        ({"levels": {"green": 30, "red": 50}}, "green must not be below red"),
        ({"levels": {"target": 30}}, "needs green, red"),
        ({"code": "FAC01"}, "is not banded"),
        ({"words": "Ring 943 476 5919"}, "could be an NHS number"),
        ({"starts_on": APRIL, "ends_on": dt.date(2026, 3, 1)}, "ends_after_it_starts|ends after"),
    ],
)
def test_what_cannot_be_agreed_is_refused_in_words(area, given, words):
    with pytest.raises(ValidationError, match=words):
        agree(area, **given)
    assert not Objective.objects.exists()


PROFILE = {f"Q{n}": {"green": 20 * n, "red": 10 * n} for n in (1, 2, 3, 4)}
SO_FAR = {**PROPORTION, "period_type": "year_to_date", "target_profile": PROFILE}


@pytest.fixture
def so_far(db):
    area = Area(card={**CARD, "indicators": [SO_FAR, *CARD["indicators"][1:]]})
    three_figures(area, seen=(25, 15, 15))
    return area


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ({"green": 60, "red": 40}, "Say which quarter these are for"),
        ({"Q5": {"green": 60, "red": 40}}, "'Q5' is not a quarter"),
        ({"Q1": {"green": 5, "red": 8}}, "Q1: .*green must not be below red"),
        ({"Q1": {"target": 5}}, "Q1: .*needs green, red"),
        ({"Q1": {"green": 5, "red": 2}, "red": 1}, "Say which quarter"),
    ],
)
def test_levels_for_a_year_so_far_are_agreed_by_quarter(so_far, levels, words):
    with pytest.raises(ValidationError, match=words):
        agree(so_far, levels=levels)
    assert not Objective.objects.exists()
    agree(so_far, levels={"Q1": {"green": 15}})
    assert [one.band for one in found(so_far.band())] == [Band.GREEN, Band.AMBER, Band.GREEN]


def test_levels_per_quarter_are_only_for_a_figure_of_the_year_so_far(area):
    with pytest.raises(ValidationError, match="Only a figure for the year so far"):
        agree(area, levels={"Q1": {"green": 50, "red": 30}})


def test_an_analyst_records_levels_of_each_quarter(client, so_far):
    signed_in(client, so_far)
    address = reverse("objective-add", args=["Z01", "ACC01"])
    data = {
        "practice": so_far.practices[2].pk,
        "q1-green": "15",
        "agreed": "Review, June 2026",
        "starts_on": "2026-04-01",
    }
    assert "or leave all empty" in client.post(address, data).text
    quarters = {"q1-red": "5", "q4-green": "60", "q4-red": "30"}
    shown = client.post(address, {**data, **quarters}, follow=True).text
    assert "April to June: green 15%; red 5%. April to March: green 60%; red 30%" in shown
    assert Objective.objects.get().levels == {
        "Q1": {"green": 15, "red": 5},
        "Q4": {"green": 60, "red": 30},
    }
    so_far.band()
    page = client.get(reverse("area-result", args=["Z01", so_far.practices[2].code, "ACC01"])).text
    assert "April to June: Green at 15% or more, red below 5%, amber between." in page
    assert "Green at 15% or more, red below 5%, amber between. These levels were agreed for" in page


def test_levels_without_a_quarter_say_that_they_are_for_the_whole_year(client, so_far):
    objective = agree(so_far, levels={"Q1": {"green": 15, "red": 5}})
    Objective.objects.filter(pk=objective.pk).update(levels={"green": 60, "red": 40})
    so_far.band()
    signed_in(client, so_far)
    page = client.get(reverse("area-result", args=["Z01", so_far.practices[2].code, "ACC01"])).text
    assert "These levels were agreed for this practice, for the whole year." in page
    assert "Green at 20% or more, red below 10%" in page


def test_a_comparison_has_no_levels_to_agree(db):
    first = {**PROPORTION, "rule": {"rule": "funnel"}}
    area = Area(card={**CARD, "indicators": [first, *CARD["indicators"][1:]]})
    with pytest.raises(ValidationError, match="banded by comparison"):
        agree(area)


def test_a_practice_of_another_area_agrees_nothing_here(area):
    with pytest.raises(ValidationError, match="is not a practice of Area Z01"):
        agree_objective(
            definition=area.definition("ACC01"),
            practice=Area(code="Y01").practices[0],
            words="More",
            agreed="Somebody",
            starts_on=APRIL,
            **BY,
        )


def test_an_objective_cannot_end_before_it_started(area):
    with pytest.raises(ValidationError, match="started on 1 April 2026"):
        end_objective(objective=agree(area), ends_on=dt.date(2026, 3, 31), **BY)


def test_an_analyst_records_an_objective_and_ends_it(client, area):
    page = reverse("objectives", args=["Z01", "ACC01"])
    signed_in(client, area)
    assert "Nothing is agreed" in client.get(page).text
    data = {
        "practice": area.practices[2].pk,
        "words": "Ring every patient",
        "green": "50",
        "red": "30",
        "agreed": "Review, June 2026",
        "starts_on": "2026-04-01",
    }
    shown = client.post(reverse("objective-add", args=["Z01", "ACC01"]), data, follow=True).text
    assert "Ring every patient" in shown
    assert "green 50%; red 30%" in shown
    assert "from 1 April 2026 until further notice" in shown
    one = Objective.objects.get()
    address = reverse("objective-end", args=["Z01", "ACC01", one.pk])
    assert "cannot end before" in client.post(address, {"ends_on": "2026-03-01"}, follow=True).text
    assert "Enter" in client.post(address, {"ends_on": ""}, follow=True).text
    shown = client.post(address, {"ends_on": "2026-06-30"}, follow=True).text
    assert "from 1 April 2026 to 30 June 2026" in shown


def test_half_of_the_levels_and_wrong_order_come_back_with_what_was_typed(client, area):
    signed_in(client, area)
    address = reverse("objective-add", args=["Z01", "ACC01"])
    data = {
        "practice": area.practices[2].pk,
        "green": "50",
        "agreed": "Review",
        "starts_on": "2026-04-01",
    }
    shown = client.post(address, data).text
    assert "or leave all empty" in shown and 'value="50"' in shown
    shown = client.post(address, {**data, "red": "70"}).text
    assert "green must not be below red" in shown
    shown = client.post(address, {**data, "green": "", "ends_on": "2026-03-01"}).text
    assert "last day must not be before the first" in shown
    assert not Objective.objects.exists()


def test_the_practice_reads_its_objective_beside_its_result(client, area):
    agree(area, words="Ring every patient.", levels={})
    area.band()
    signed_in(client, area, Role.PRACTICE_MANAGER, area.practices[2])
    page = client.get(reverse("practice-result", args=[area.practices[2].code, "ACC01"])).text
    assert "Ring every patient. Review, June 2026, from 1 April 2026 until further notice" in page
    agree(area, levels={"green": 50, "red": 30})
    area.band()
    page = client.get(reverse("practice-result", args=[area.practices[2].code, "ACC01"])).text
    assert "These levels were agreed for this practice. So this is green." in page


def test_a_value_of_england_is_recorded_corrected_and_used(client, db):
    first = {**PROPORTION, "comparator": "england"}
    area = Area(card={**CARD, "indicators": [first, *CARD["indicators"][1:]]})
    three_figures(area)
    signed_in(client, area)
    address = reverse("outside-value-add", args=["Z01", "ACC01"])
    data = {"area": "england", "period": area.period().pk, "source": "A national file"}
    assert "Enter" in client.post(address, {**data, "value": "many"}).text
    client.post(address, {**data, "value": "70"})
    shown = client.post(address, {**data, "value": "75"}, follow=True).text
    assert "70.0%" in shown and "75.0%" in shown
    assert found(area.band())[0].benchmark == 75
    assert BenchmarkValue.objects.count() == 2


def test_a_value_for_another_commissioners_period_is_refused(area):
    with pytest.raises(ValidationError, match="of another commissioner"):
        record_outside_value(
            indicator=area.definition("ACC01").indicator,
            period=Area(code="Y01").period(),
            area="england",
            value=1,
            source="S",
            **BY,
        )


def test_who_may_read_results_reads_objectives_and_records_none(client, area):
    agree(area)
    signed_in(client, area, Role.CLINICAL_LEAD)
    page = client.get(reverse("objectives", args=["Z01", "ACC01"])).text
    assert "Review, June 2026" in page
    assert "Record an objective" not in page
    assert "objectives/new/" not in page


# When the rule changes


TARGET = {"rule": "target", "target": 70, "tolerance": 10}


def target_in_a_draft(area):
    """A draft in which the first indicator has a rule with levels of other names."""
    was = area.definition("ACC01")
    data = replace(data_of(was), rule=TARGET)
    new = define(commissioner=area.commissioner, code="ACC01", data=data, **BY)
    draft = open_draft(commissioner=area.commissioner, **BY)
    held = draft.items.get(definition__indicator__code="ACC01")
    place(
        version=draft,
        definition=new,
        role=held.role,
        domain=held.domain,
        weight=held.weight,
        **BY,
    )
    return new


def result_page(client, area, number=3):
    practice = area.practices[number - 1]
    return client.get(reverse("area-result", args=["Z01", practice.code, "ACC01"]))


def test_levels_are_asked_for_by_the_rule_in_force_not_by_that_of_a_draft(client, area):
    target_in_a_draft(area)
    signed_in(client, area)
    page = client.get(reverse("objectives", args=["Z01", "ACC01"])).text
    assert 'name="green"' in page and 'name="target"' not in page
    data = {
        "practice": area.practices[2].pk,
        "green": "50",
        "red": "30",
        "agreed": "Review, June 2026",
        "starts_on": "2026-04-01",
    }
    client.post(reverse("objective-add", args=["Z01", "ACC01"]), data)
    assert Objective.objects.get().levels == {"green": 50, "red": 30}
    assert found(area.band())[2].band == Band.GREEN


def test_a_result_is_shown_beside_an_objective_whose_levels_are_of_another_rule(client, area):
    area.band()
    agree(area, definition=target_in_a_draft(area), levels={"target": 40, "tolerance": 5})
    signed_in(client, area)
    shown = result_page(client, area)
    assert shown.status_code == 200
    assert "target 40%; tolerance 5%" in shown.text
    assert "They do not fit the rule of this result, so they did not count in it" in shown.text


def test_two_objectives_with_levels_do_not_overlap(area):
    first = agree(area)
    with pytest.raises(ValidationError, match="has levels agreed from 1 April 2026 until further"):
        agree(area, starts_on=dt.date(2027, 4, 1))
    agree(area, levels={}, words="Ring every patient")
    agree(area, number=2)
    end_objective(objective=first, ends_on=dt.date(2026, 12, 31), **BY)
    with pytest.raises(ValidationError, match="from 1 April 2026 to 31 December 2026"):
        agree(area, starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31))
    agree(area, starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 3, 31))
    agree(area, starts_on=dt.date(2027, 1, 1))


def test_a_last_day_can_be_brought_forward_and_not_put_off(client, area):
    one = agree(area, ends_on=dt.date(2026, 9, 30))
    stale = Objective.objects.get()
    for day in (dt.date(2026, 9, 30), dt.date(2026, 10, 1)):
        with pytest.raises(ValidationError, match="ends on 30 September 2026 already"):
            end_objective(objective=one, ends_on=day, **BY)
    end_objective(objective=one, ends_on=dt.date(2026, 6, 29), **BY)
    with pytest.raises(ValidationError, match="ends on 29 June 2026 already"):
        end_objective(objective=stale, ends_on=dt.date(2026, 8, 31), **BY)
    assert AuditEvent.objects.filter(action="end objective").count() == 1
    signed_in(client, area)
    address = reverse("objective-end", args=["Z01", "ACC01", one.pk])
    assert address in client.get(reverse("objectives", args=["Z01", "ACC01"])).text
