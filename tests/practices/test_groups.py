"""Groups of one's own making: dated, one of a set at a time, and told code by code."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from practices.group_selectors import group_of, groups_by_practice, memberships_in
from practices.models import GroupMembership
from practices.services import organisations
from practices.services.groups import (
    leave_group,
    make_group,
    make_group_set,
    place_in_group,
    rename_group,
)
from scorecard.audit.models import AuditEvent
from tests.practices.conftest import BY, START

APRIL, JULY, OCTOBER = (dt.date(2026, month, 1) for month in (4, 7, 10))


@pytest.fixture
def localities(here):
    return make_group_set(
        commissioner=here.commissioner, name=" Localities ", why="As agreed in 2024.", **BY
    )


@pytest.fixture
def east(localities):
    return make_group(group_set=localities, name="East", why="East of the river.", **BY)


@pytest.fixture
def west(localities):
    return make_group(group_set=localities, name="West", why="West of the river.", **BY)


def place(group, *codes, day=APRIL):
    return place_in_group(group=group, codes=codes, starts_on=day, **BY)


def said(caught, field="codes"):
    return caught.value.message_dict[field]


def where(group_set, practice, day):
    found = group_of(group_set.commissioner_id, group_set.name, practice, day)
    return found and found.group


def second(here):
    practice = organisations.add_practice(code="Z00009", name="Surgery 9", **BY)
    organisations.place_in_commissioner(
        practice=practice, commissioner=here.commissioner, starts_on=START, **BY
    )
    return practice


def test_a_practice_that_moves_leaves_its_old_group_on_that_day_and_history_stays(
    here, localities, east, west
):
    place(east, "z00001")
    place(west, "Z00001", day=JULY)
    assert where(localities, here.practice, JULY - dt.timedelta(1)) == "East"
    assert where(localities, here.practice, JULY) == "West"
    assert where(localities, here.practice, APRIL - dt.timedelta(1)) is None
    spells = memberships_in(localities).values_list("group__name", "starts_on", "ends_on")
    assert list(spells) == [("East", APRIL, JULY), ("West", JULY, None)]


def test_a_practice_may_be_in_groups_of_different_sets(here, localities, east):
    federations = make_group_set(
        commissioner=here.commissioner, name="Federations", why="They share staff.", **BY
    )
    north = make_group(group_set=federations, name="North", why="Federation", **BY)
    place(east, "Z00001")
    place(north, "Z00001")
    found = groups_by_practice(
        here.commissioner, ["LOCALITIES", "Federations", "Gone"], [here.practice], APRIL
    )
    pk = here.practice.pk
    assert found == {"LOCALITIES": {pk: east.pk}, "Federations": {pk: north.pk}, "Gone": {}}


def test_asking_for_no_set_asks_nothing(here, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert groups_by_practice(here.commissioner, [], [here.practice], APRIL) == {}


def test_a_set_of_another_commissioner_is_none_of_ours(here, there, localities, east):
    place(east, "Z00001")
    found = groups_by_practice(there.commissioner, ["Localities"], [here.practice], APRIL)
    assert found == {"Localities": {}}


@pytest.mark.parametrize("ends_on", [None, OCTOBER])
def test_the_database_refuses_two_groups_of_a_set_at_once(here, east, west, ends_on):
    place(east, "Z00001")
    with pytest.raises(IntegrityError, match="one_group_of_a_set_at_a_time"), transaction.atomic():
        GroupMembership.objects.create(
            group=west,
            group_set=west.group_set,
            practice=here.practice,
            starts_on=JULY,
            ends_on=ends_on,
        )


def test_the_database_refuses_a_membership_under_another_set(here, east):
    other = make_group_set(commissioner=here.commissioner, name="Other", why="Other", **BY)
    with pytest.raises(IntegrityError, match="set_of_its_group"), transaction.atomic():
        GroupMembership.objects.create(
            group=east, group_set=other, practice=here.practice, starts_on=JULY
        )
        transaction.get_connection().check_constraints()


def test_every_wrong_code_is_told_with_what_is_wrong_and_nobody_is_placed(
    here, there, localities, east, west
):
    closed = second(here)
    organisations.close_practice(practice=closed, closed_on=dt.date(2026, 3, 1), **BY)
    with pytest.raises(ValidationError) as caught:
        place(east, "Z00001", "Z0000X", "Z00002", "Z00009")
    assert said(caught) == [
        "Z0000X is not the code of a practice here. Look for a mistyped letter or digit.",
        "Z00002 Surgery 2 is not open in this area on 1 April 2026.",
        "Z00009 Surgery 9 is not open in this area on 1 April 2026. It closed on 1 March 2026.",
    ]
    assert not memberships_in(localities).exists()


def test_a_practice_that_is_there_already_or_comes_later_is_said(here, east, west):
    place(east, "Z00001", day=JULY)
    for group, day, words in (
        (east, OCTOBER, "Z00001 is in East on 1 October 2026 already."),
        (west, JULY, "Z00001 enters East on 1 July 2026. Take it out there first."),
        (
            west,
            APRIL,
            "Z00001 enters East on 1 July 2026. Take it out there first, or give a later day.",
        ),
    ):
        with pytest.raises(ValidationError) as caught:
            place(group, "Z00001", day=day)
        assert said(caught) == [words]


def test_a_code_given_twice_is_placed_once_and_no_code_is_said(here, east):
    assert len(place(east, "Z00001", "z00001", " ")) == 1
    with pytest.raises(ValidationError) as caught:
        place(east, " ")
    assert said(caught) == ["Enter at least one practice code."]


def test_a_practice_leaves_and_a_mistake_never_was(here, localities, east):
    [membership] = place(east, "Z00001")
    leave_group(membership=membership, ends_on=JULY, **BY)
    assert where(localities, here.practice, JULY) is None
    leave_group(membership=membership, ends_on=APRIL, **BY)
    assert where(localities, here.practice, APRIL) is None
    [again] = place(east, "Z00001")
    assert where(localities, here.practice, APRIL) == "East"
    assert again.pk != membership.pk


def test_a_day_outside_the_membership_is_refused(here, east):
    [membership] = place(east, "Z00001")
    with pytest.raises(ValidationError) as caught:
        leave_group(membership=membership, ends_on=dt.date(2026, 3, 31), **BY)
    assert said(caught, "ends_on") == ["It starts on 1 April 2026: give that day or a later one."]
    leave_group(membership=membership, ends_on=JULY, **BY)
    with pytest.raises(ValidationError) as caught:
        leave_group(membership=membership, ends_on=OCTOBER, **BY)
    assert said(caught, "ends_on") == ["It ended on 1 July 2026 already."]


def test_a_practice_that_closes_leaves_its_groups(here, localities, east):
    place(east, "Z00001")
    organisations.close_practice(practice=here.practice, closed_on=JULY, **BY)
    assert memberships_in(localities).get().ends_on == JULY


@pytest.mark.parametrize("name", ["Localities", "LOCALITIES", " localities "])
def test_a_name_is_taken_once_whatever_the_case(here, localities, east, west, name):
    with pytest.raises(ValidationError) as caught:
        make_group_set(commissioner=here.commissioner, name=name, why="Again", **BY)
    assert "already" in said(caught, "name")[0]
    with pytest.raises(ValidationError) as caught:
        rename_group(group=west, name="EAST", why="East too", **BY)
    assert said(caught, "name") == ["Localities has a group EAST already."]


def test_every_change_is_in_the_audit_trail(here, east):
    [membership] = place(east, "Z00001")
    rename_group(group=east, name="Far East", why="Further east.", **BY)
    leave_group(membership=membership, ends_on=JULY, **BY)
    found = AuditEvent.objects.filter(organisation=here.commissioner.code).order_by("pk")
    assert list(found.values_list("action", flat=True))[-5:] == [
        "make set of groups",
        "make group",
        "place practices in group",
        "rename group",
        "take practice out of group",
    ]
    assert found[len(found) - 3].details["practices"] == ["Z00001"]
