"""An analyst makes localities, pastes codes into them and takes a practice out again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from practices.models import GroupSet, PracticeGroup
from scorecard.accounts.roles import Role
from tests.practices.conftest import member

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def words(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def analyst(client, here):
    client.force_login(member(here.commissioner, Role.ANALYST, "analyst1@example.org").user)
    return client


def post(client, page, *args, **data):
    return client.post(reverse(page, args=args), data, follow=True)


def make(analyst, here, name="Localities", first="East"):
    code = here.commissioner.code
    post(analyst, "group-set-new", code, name=name, why="As agreed.")
    made = GroupSet.objects.get(name=name)
    post(analyst, "group-new", code, made.pk, name=first, why="East of the river.")
    return made.groups.get()


def at(here, group):
    return here.commissioner.code, group.group_set_id, group.pk


def test_from_an_empty_page_to_a_group_with_a_practice_and_out_again(analyst, here):
    empty = words(analyst.get(reverse("groups", args=[here.commissioner.code])))
    assert "No set of groups is made yet." in empty
    group = make(analyst, here)
    day = f"{TODAY():%d/%m/%Y}"
    answer = post(analyst, "group-place", *at(here, group), codes="Z00001", starts_on=day)
    assert "1 practice is placed. It counts when banding runs next." in words(answer)
    assert "Surgery 1 (Z00001)" in words(answer)
    listed = words(analyst.get(reverse("groups", args=[here.commissioner.code])))
    assert "1 group, with 1 of 1 practices in one today" in listed
    membership = group.memberships.get()
    post(analyst, "group-leave", *at(here, group), membership.pk, ends_on=day)
    page = words(analyst.get(reverse("group", args=at(here, group))))
    assert "No practice is in this group today." in page and "never in it" in page
    shown = words(analyst.get(reverse("group-set", args=at(here, group)[:2])))
    assert "In no group" in shown and "Surgery 1 (Z00001)" in shown


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"codes": ""}, "Enter codes of the practices"),
        ({"codes": "Z00001;Z0000X"}, "Z0000X is not the code of a practice here."),
        ({"codes": "Z00002"}, "Z00002 Surgery 2 is not open in this area on"),
        ({"starts_on": "31/2/2026"}, "as a date, for example 30/6/2026"),
        ({"codes": "<script>alert(1)</script>"}, "&lt;SCRIPT&gt;ALERT(1)&lt;/SCRIPT&gt; is not"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_pasted(analyst, here, there, data, sentence):
    group = make(analyst, here)
    given = {"codes": "Z00001", "starts_on": f"{TODAY():%d/%m/%Y}", **data}
    answer = post(analyst, "group-place", *at(here, group), **given)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not group.memberships.exists()


def test_a_taken_or_overlong_name_is_said_at_its_field(analyst, here):
    group = make(analyst, here)
    again = post(analyst, "group-set-new", here.commissioner.code, name="localities", why="Why")
    assert again.status_code == 422
    assert "There is a set localities already." in words(again)
    longer = post(analyst, "group-rename", *at(here, group), name="x" * 61, why="Why")
    assert "Use at most 60 characters here; there are 61" in words(longer)


def test_a_group_gets_another_name(analyst, here):
    group = make(analyst, here)
    answer = post(analyst, "group-rename", *at(here, group), name="Far East", why="Further.")
    assert "The group is called Far East now." in words(answer)
    assert PracticeGroup.objects.get().name == "Far East"


def test_a_day_that_is_none_is_said_and_today_is_shown(analyst, here):
    group = make(analyst, here)
    address = reverse("group-set", args=at(here, group)[:2])
    answer = words(analyst.get(address, {"on": "tomorrow"}))
    assert "as a date" in answer and f"On {TODAY():%-d %B %Y}:" in answer


def test_a_neighbours_groups_are_not_found(analyst, here, there, client):
    group = make(analyst, here)
    client.force_login(member(there.commissioner, Role.ANALYST, "analyst2@example.org").user)
    for name, args in (
        ("group-set", (group.group_set_id,)),
        ("group", (group.group_set_id, group.pk)),
        ("group-rename", (group.group_set_id, group.pk)),
    ):
        assert client.get(reverse(name, args=["X02", *args])).status_code == 404


def test_who_only_reads_sees_groups_and_no_way_to_change_them(analyst, here, client):
    group = make(analyst, here)
    client.force_login(member(here.commissioner, Role.CLINICAL_LEAD, "lead1@example.org").user)
    page = words(client.get(reverse("group", args=at(here, group))))
    assert "East" in page and "Place practices in it" not in page and "Rename it" not in page
    assert post(client, "group-place", *at(here, group), codes="Z00001").status_code == 403
