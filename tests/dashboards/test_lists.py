"""Lists of practices: private, shared with colleagues, and never more than that."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.dashboards.models import PracticeList
from scorecard.dashboards.services import lists
from scorecard.dashboards.services.lists import change_list, make_list, share_list
from tests.areas import NOW, Area

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = "Z01001", "Z01002", "Z01003"


@pytest.fixture
def analyst(area):
    return area.user(Role.ANALYST)


@pytest.fixture
def made(area, analyst):
    return make_list(
        commissioner=area.commissioner, name="Mine", codes=[ONE, TWO], by=analyst, at=NOW
    )


def codes_of(kept) -> list[str]:
    return sorted(kept.practices.values_list("code", flat=True))


def opens(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=["Z01", *args]))


def test_codes_are_pasted_with_spaces_commas_or_new_lines(analyst, client):
    client.force_login(analyst)
    typed = {"name": " My  list ", "codes": f"{ONE}, z01002\n{ONE}"}
    response = client.post(reverse("list-new", args=["Z01"]), typed)
    made = PracticeList.objects.get()
    assert response["Location"] == f"/area/Z01/lists/{made.pk}/"
    assert (made.name, codes_of(made)) == ("My list", [ONE, TWO])


def test_the_form_begins_with_the_practices_of_the_address(analyst, client):
    client.force_login(analyst)
    page = client.get(reverse("list-new", args=["Z01"]), {"practice": [ONE, TWO]})
    assert f"{ONE} {TWO}</textarea>" in page.content.decode()


def test_a_list_is_seen_by_its_owner_alone(area, made, client):
    assert opens(client, made.owner, "list", made.pk).status_code == 200
    colleague = area.user(Role.CLINICAL_LEAD)
    assert opens(client, colleague, "list", made.pk).status_code == 404
    assert "Mine" not in opens(client, colleague, "lists").content.decode()


def test_a_shared_list_is_seen_by_colleagues_who_see_results(area, made, client):
    client.force_login(made.owner)
    client.post(reverse("list-share", args=["Z01", made.pk]))
    page = opens(client, area.user(Role.CLINICAL_LEAD), "lists").content.decode()
    assert "Mine" in page
    assert "Of analyst, shared with colleagues" in page
    assert opens(client, area.user(Role.BOARD_READER), "list", made.pk).status_code == 403
    outside = Area("Y01").user(Role.ANALYST)
    assert opens(client, outside, "list", made.pk).status_code == 404


def test_a_shared_list_is_not_seen_from_another_area(made, client):
    share_list(practice_list=made, by=made.owner, at=NOW)
    client.force_login(Area("Y01").user(Role.ANALYST))
    assert client.get(reverse("list", args=["Y01", made.pk])).status_code == 404


def test_who_may_not_share_is_refused(area, client):
    clinical = area.user(Role.CLINICAL_LEAD)
    own = make_list(commissioner=area.commissioner, name="A", codes=[ONE], by=clinical, at=NOW)
    page = opens(client, clinical, "list", own.pk).content.decode()
    assert "Share it with colleagues" not in page
    assert client.post(reverse("list-share", args=["Z01", own.pk])).status_code == 403


@pytest.mark.parametrize("name", ["list-edit", "list-delete", "list-share"])
def test_only_its_owner_changes_a_shared_list(area, made, client, name):
    share_list(practice_list=made, by=made.owner, at=NOW)
    client.force_login(area.user(Role.COMMISSIONING_LEAD))
    assert client.post(reverse(name, args=["Z01", made.pk])).status_code == 403
    assert PracticeList.objects.filter(pk=made.pk).exists()


def test_who_may_share_no_more_changes_no_list_that_colleagues_see(area, client):
    """Owner of a shared list, with a role that reads results and shares nothing."""
    owner = area.user(Role.CLINICAL_LEAD)
    own = make_list(commissioner=area.commissioner, name="Ours", codes=[ONE], by=owner, at=NOW)
    share_list(practice_list=own, by=owner, at=NOW)
    client.force_login(owner)
    edit = reverse("list-edit", args=["Z01", own.pk])
    refused = client.post(edit, {"name": "Theirs", "codes": TWO})
    assert refused.status_code == 403 and "Take it back first" in refused.text
    assert codes_of(PracticeList.objects.get()) == [ONE]
    client.post(reverse("list-unshare", args=["Z01", own.pk]))
    assert client.post(edit, {"name": "Mine", "codes": TWO}).status_code == 302


def test_a_lead_takes_back_what_somebody_shared_who_left(area, made, client):
    share_list(practice_list=made, by=made.owner, at=NOW)
    unshare = reverse("list-unshare", args=["Z01", made.pk])
    client.force_login(area.user(Role.CLINICAL_LEAD))
    assert client.post(unshare).status_code == 403
    client.force_login(area.user(Role.COMMISSIONING_LEAD))
    assert client.post(unshare).status_code == 302
    assert opens(client, area.user(Role.BOARD_READER), "list", made.pk).status_code == 403
    assert PracticeList.objects.get().shared_by is None


def test_a_list_is_changed_and_deleted(made, client):
    client.force_login(made.owner)
    edit = reverse("list-edit", args=["Z01", made.pk])
    assert f"{ONE} {TWO}</textarea>" in client.get(edit).content.decode()
    client.post(edit, {"name": "Ours", "codes": THREE})
    kept = PracticeList.objects.get()
    assert (kept.name, codes_of(kept)) == ("Ours", [THREE])
    client.post(reverse("list-delete", args=["Z01", made.pk]))
    assert not PracticeList.objects.exists()


def test_its_page_leads_to_grid_and_comparison(made, client):
    page = opens(client, made.owner, "list", made.pk).content.decode()
    assert f"/area/Z01/grid/?list={made.pk}" in page
    assert f"/area/Z01/compare/?practice={ONE}&amp;practice={TWO}" in page


def test_the_grid_shows_the_practices_of_a_list_and_its_file_too(area, made, client):
    for number in (1, 2, 3):
        area.record(number, "ACC01", numerator=90, denominator=100)
    area.band()
    client.force_login(made.owner)
    page = client.get(f"/area/Z01/grid/?list={made.pk}").content.decode()
    assert "2 practices of 3" in page
    assert f'<option value="{made.pk}" selected>Mine</option>' in page
    file = client.get(f"/area/Z01/grid.csv?list={made.pk}").getvalue().decode()
    assert ONE in file
    assert THREE not in file


def test_ticked_practices_of_the_grid_are_compared_or_kept(area, made, client):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.band()
    client.force_login(made.owner)
    page = client.get("/area/Z01/grid/").content.decode()
    assert f'<input type="checkbox" name="practice" form="ticked" value="{ONE}"' in page
    assert '<form id="ticked" method="get" action="/area/Z01/compare/"' in page
    assert 'formaction="/area/Z01/lists/new/"' in page


def test_of_a_long_list_some_are_ticked_to_compare(area, made, client):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.band()
    codes = [area.add_practice(number).code for number in range(4, 11)]
    by = {"by": made.owner, "at": NOW}
    change_list(practice_list=made, name="Mine", codes=codes, **by)
    address = f"/area/Z01/compare/?list={made.pk}"
    assert address in opens(client, made.owner, "list", made.pk).content.decode()
    page = client.get(address).content.decode()
    assert "From the list" in page
    assert codes[0] in page
    assert ONE not in page
    client.force_login(area.user(Role.CLINICAL_LEAD))
    assert ONE in client.get(address).content.decode()


def refused(name="Other", codes=(ONE,), **made):
    with pytest.raises(ValidationError) as caught:
        make_list(name=name, codes=list(codes), at=NOW, **made)
    return caught.value.message_dict


def test_a_code_that_is_not_of_this_area_is_named(area, analyst):
    other = Area("Y01").practices[0].code
    found = refused(commissioner=area.commissioner, by=analyst, codes=[ONE, other])
    said = f"{other} is not the code of a practice here. Look for a mistyped letter or digit."
    assert found == {"codes": [said]}


def test_thousands_of_wrong_codes_are_a_few_sentences(area, analyst):
    wrong = [f"Q{number}" for number in range(5000)]
    found = refused(commissioner=area.commissioner, by=analyst, codes=wrong)
    assert len(found["codes"]) == 11
    assert "And 4,990 other codes" in found["codes"][-1]


def test_a_name_is_taken_once_by_each_owner(area, made):
    found = refused(commissioner=area.commissioner, by=made.owner, name="mine")
    assert found == {"name": ["You have a list mine already."]}
    lead = area.user(Role.COMMISSIONING_LEAD)
    make_list(commissioner=area.commissioner, name="Mine", codes=[ONE], by=lead, at=NOW)


def test_a_refused_change_leaves_the_list_as_it_was(made):
    with pytest.raises(ValidationError):
        change_list(practice_list=made, name="New", codes=["Q1"], by=made.owner, at=NOW)
    kept = PracticeList.objects.get()
    assert (kept.name, codes_of(kept)) == ("Mine", [ONE, TWO])


def test_there_is_an_end_to_lists_and_to_a_list(area, made, monkeypatch):
    own = {"commissioner": area.commissioner, "by": made.owner}
    monkeypatch.setattr(lists, "MOST_PRACTICES", 1)
    assert "at most 1 practices; these are 2" in refused(codes=[ONE, TWO], **own)["codes"][0]
    monkeypatch.setattr(lists, "MOST_LISTS", 1)
    assert "Delete one first." in refused(**own)["name"][0]


def test_the_trail_counts_practices_and_does_not_name_them(made):
    event = AuditEvent.objects.get(subject_type="dashboards.PracticeList")
    assert (event.action, event.organisation) == ("make list of practices", "Z01")
    assert event.details == {"practices": 2}


def test_marks_that_turn_text_are_neither_kept_nor_said(area, analyst, client):
    client.force_login(analyst)
    typed = {"name": "\u202eabc", "codes": ONE}
    client.post(reverse("list-new", args=["Z01"]), typed)
    made = PracticeList.objects.get()
    assert made.name == "abc"
    PracticeList.objects.update(name="\u202eearlier")
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.band()
    grid = reverse("grid", args=["Z01"])
    page = client.get(grid, {"list": made.pk, "network": "\u202eabc def"}).content.decode()
    assert "\u202e" not in page
    assert "There is no network “abc def” here." in page
    assert "<bdi>List: earlier</bdi>" in page
