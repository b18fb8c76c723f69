"""Who offers a service, what population that is, where nobody does; and unknown is not no."""

import csv
import datetime as dt
import io
from decimal import Decimal

import numpy as np
import pytest
from django.urls import reverse

from practices.services import organisations
from practices.services.lists import ListSizeRow, record_list_sizes
from scorecard.accounts.roles import Role
from scorecard.dashboards.offering import Says, availability, parts_of, read_answer
from tests.areas import CARD, FACT, NOW, PROPORTION, SPENDING, Area

BY = {"by": None, "at": NOW}
STEPS = {**FACT, "code": "FAC04", "name": "Step-free access"}
TONGUES = {**FACT, "code": "FAC03", "name": "Languages", "fact_type": "list"}
PLAN = {
    **PROPORTION,
    "code": "EXT01",
    "name": "Minor surgery",
    "weight": 50,
    "kind": "yes_no",
    "sampling": "none",
    "numerator": "",
    "denominator": "",
    "unit": "",
    "multiplier": 1,
    "minimum_denominator": 0,
    "rule": {"rule": "yes_no"},
}
SCREENING = {**PROPORTION, "name": "Cervical screening", "weight": 50}
DEPRIVATION = {
    **SPENDING,
    "code": "CON01",
    "name": "Deprivation score",
    "role": "context",
    "kind": "score",
    "unit": "",
    "polarity": "none",
    "numerator": "",
    "denominator": "",
    "rule": {},
}
DEPRIVATION.pop("domain")
DEPRIVATION.pop("weight")
ALL = {**CARD, "indicators": [SCREENING, PLAN, SPENDING, FACT, STEPS, TONGUES, DEPRIVATION]}


@pytest.fixture
def area(db):
    """Five practices of 1,000 to 5,000 patients; the last two in a network of their own."""
    area = Area(card=ALL)
    area.practices += [area.add_practice(4), area.add_practice(5)]
    south = organisations.add_network(code="N2", name="South", commissioner=area.commissioner, **BY)
    for practice in area.practices[3:]:
        organisations.place_in_network(
            practice=practice, network=south, starts_on=dt.date(2025, 4, 1), **BY
        )
    rows = [
        ListSizeRow(one.pk, "registered", dt.date(2026, 4, 1), Decimal(1000 * number), "F")
        for number, one in enumerate(area.practices, start=1)
    ]
    record_list_sizes(rows=rows, **BY)
    for number in range(1, 6):
        area.record(number, "CON01", value=50 - 5 * number)
    area.analyst = area.user(Role.ANALYST)
    return area


def say(area, code, *texts):
    for number, text in enumerate(texts, start=1):
        if text:
            area.record(number, code, text=text)


def page(client, area, **query):
    client.force_login(area.analyst)
    return client.get(reverse("area-services", args=["Z01"]), query)


def row(client, area, key, **query):
    return next(one for one in page(client, area, **query).context["offers"] if one.key == key)


@pytest.mark.parametrize(
    "text, says",
    [
        ("Yes", Says.YES),
        ("Yes, all rooms", Says.YES),
        ("Tuesday until 8 pm", Says.YES),
        ("Ground floor only", Says.YES),
        ("No, two steps at the door", Says.NO),
        ("None at the practice; the network offers it", Says.NO),
        ("not offered", Says.NO),
        ("Notting Hill branch only", Says.YES),
        ("Norwegian and Danish", Says.YES),
        ("not known", Says.UNKNOWN),
        ("N/A", Says.UNKNOWN),
        ("?", Says.UNKNOWN),
        ("  ", Says.UNKNOWN),
    ],
)
def test_words_are_read_by_how_they_begin(text, says):
    assert read_answer(text) is says


def test_a_list_is_read_entry_by_entry():
    assert parts_of("English; Polish,English;  ") == ("English", "Polish")


def test_counting_by_groups_equals_counting_one_by_one():
    rng = np.random.default_rng(5)
    says = rng.integers(0, 3, 300).astype(np.int8)
    groups = rng.integers(-1, 7, 300)
    patients = np.where(rng.random(300) < 0.1, np.nan, rng.integers(500, 20_000, 300))
    found = availability(says, patients, groups, 7)
    for group in range(7):
        held = [
            (one, size) for one, at, size in zip(says, groups, patients, strict=True) if at == group
        ]
        for answer, counts, sums in (
            (Says.YES, found.yes, found.patients_yes),
            (Says.NO, found.no, found.patients_no),
            (Says.UNKNOWN, found.unknown, found.patients_unknown),
        ):
            assert counts[group] == sum(one == answer for one, _ in held)
            known = [size for one, size in held if one == answer and not np.isnan(size)]
            assert sums[group] == sum(known)
        assert found.unsized[group] == sum(bool(np.isnan(size)) for _, size in held)


def test_what_is_not_known_is_never_taken_for_a_no(area, client):
    say(area, "FAC04", "Yes", "No, two steps", "", "", "")
    area.band()
    one = row(client, area, "FAC04")
    assert (one.practices, one.unknown) == ("1 of 5", "3")
    # 1,000 of 15,000 patients where it is offered, 12,000 where nobody said.
    assert one.patients == "7%, not known of 80%"
    # The South said nothing: perhaps a gap, but none that is known.
    assert one.gaps == "0 of 2, perhaps 1 more"


def test_a_network_where_everybody_says_no_is_a_gap_and_named(area, client):
    say(area, "FAC04", "Yes", "Yes", "", "No", "None")
    area.band()
    assert row(client, area, "FAC04").gaps == "1 of 2"
    found = page(client, area, of="FAC04")
    assert "No practice offers it in South." in found.text
    first = found.context["detail"].networks[0]
    assert (first.name, first.said, first.share) == ("South", "Gap: none of 2", "0%")


def test_answers_of_yes_or_no_count_like_facts(area, client):
    for number, answer in ((1, 1), (2, 0), (4, 1)):
        area.record(number, "EXT01", value=answer)
    area.band()
    one = row(client, area, "EXT01")
    assert (one.practices, one.unknown, one.patients) == ("2 of 5", "2", "33%, not known of 53%")


def test_each_entry_of_a_list_is_a_service(area, client):
    say(area, "FAC03", "English; Polish", "English", "English", "Polish; English", "")
    area.band()
    names = {one.name: one.practices for one in page(client, area).context["offers"]}
    assert names["Languages: English"] == "4 of 5"
    assert names["Languages: Polish"] == "2 of 5"


def test_fifths_show_who_goes_without(area, client):
    say(area, "FAC04", "No", "No", "Yes", "Yes", "Yes")
    area.band()
    one = row(client, area, "FAC04")
    assert (one.most, one.least) == ("0%", "100%")
    assert "Fifths of this area" in page(client, area).text


def test_uptake_is_added_up_by_network_and_fifth(area, client):
    for number, (above, below) in enumerate(
        ((50, 100), (20, 100), (30, 50), (90, 100), (10, 100)), start=1
    ):
        area.record(number, "ACC01", numerator=above, denominator=below)
    area.band()
    found = page(client, area, of="ACC01")
    one = found.context["uptakes"][0]
    assert one.value == "44.4%"  # 200 of 450
    assert (one.most, one.least, one.apart) == ("50.0%", "10.0%", "40.0 percentage points")
    assert one.ends == "40.0% in North to 50.0% in South"
    assert [row.name for row in found.context["detail"].networks] == ["North", "South"]


def test_hours_are_no_service_until_the_reader_chooses_so(area, client):
    say(area, "FAC01", "9 to 5", "8 to 6", "", "", "")
    area.band()
    assert "FAC01" not in {one.key for one in page(client, area).context["offers"]}
    chosen = page(client, area, service=["FAC01", "fac04"])
    assert [one.key for one in chosen.context["offers"]] == ["FAC01", "FAC04"]
    assert "service=FAC01&amp;service=FAC04" in chosen.text


@pytest.mark.parametrize("odd", ["NOPE", "\x00", "x" * 5000, "VFM01", "'"])
def test_an_unknown_service_in_the_address_is_said_in_words(area, client, odd):
    area.band()
    found = page(client, area, service=odd)
    assert found.status_code == 200
    assert "the usual ones are shown" in found.text
    assert "the first is shown closely" in page(client, area, of=odd).text


def test_without_results_networks_fifths_or_list_sizes_it_says_so(db, client):
    area = Area(card={**CARD, "indicators": [PROPORTION, SPENDING, STEPS]})
    area.analyst = area.user(Role.ANALYST)
    assert "Nothing is banded yet" in page(client, area).text
    say(area, "FAC04", "Yes", "No", "Yes")
    area.band()
    found = page(client, area)
    assert "no deprivation score, so there are no fifths" in found.text
    assert row(client, area, "FAC04").patients == "Not known"
    assert "3 practices have no known list size" in found.text


def test_a_card_without_services_invites_to_choose(db, client):
    area = Area()
    area.analyst = area.user(Role.ANALYST)
    area.band()
    assert "Nothing on this scorecard is taken for a service" in page(client, area).text


def test_the_file_has_every_network_and_fifth(area, client):
    say(area, "FAC04", "Yes", "Yes", "", "No", "None")
    area.band()
    client.force_login(area.analyst)
    answer = client.get(reverse("area-services-csv", args=["Z01"]), {"service": "FAC04"})
    body = b"".join(answer).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == 1 + 2 + 5
    south = next(one for one in rows if one["group"] == "South")
    assert (south["offer it"], south["do not"], south["patients"]) == ("0", "2", "9000")


def test_only_who_may_see_results_sees_who_offers_what(area, client):
    area.band()
    for role, status in ((Role.LMC_REPRESENTATIVE, 403), (Role.BOARD_READER, 403)):
        client.force_login(area.user(role))
        assert client.get(reverse("area-services", args=["Z01"])).status_code == status
    client.force_login(Area(code="Y01").user(Role.ANALYST))
    assert client.get(reverse("area-services", args=["Z01"])).status_code == 404


def test_it_takes_few_questions_to_the_database(area, client, django_assert_max_num_queries):
    say(area, "FAC04", "Yes", "Yes", "", "No", "None")
    area.record(1, "ACC01", numerator=50, denominator=100)
    area.band()
    client.force_login(area.analyst)
    for name in ("area-services", "area-services-csv"):
        with django_assert_max_num_queries(12):
            b"".join(client.get(reverse(name, args=["Z01"])))
