"""The page of a network: counts added up, practices side by side, and who may read which."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Extension
from indicators.services.periods import open_collection
from practices.services import organisations
from practices.services.atypical import flag_atypical
from practices.services.lists import ListSizeRow, record_list_sizes
from scorecard.accounts.roles import Role
from tests.areas import CARD, NOW, PROPORTION, SPENDING, START, Area

BY = {"by": None, "at": NOW}
FIRST, LAST = "Z01001", "2026-27-Q1"


def counts(area, *pairs, code="ACC01", period=LAST):
    for number, (above, below) in enumerate(pairs, start=1):
        area.record(number, code, period, numerator=above, denominator=below)


def page(client, area, **query):
    client.force_login(area.lead)
    return client.get(reverse("network", args=[area.network.code]), query)


def text(client, area, **query):
    return " ".join(page(client, area, **query).text.split())


def shown(client, area, **query):
    return page(client, area, **query).context["page"]


def line(client, area, code="ACC01", **query):
    return line_in(shown(client, area, **query), code)


def line_in(found, code="ACC01"):
    return next(one for block in found.blocks for one in block.lines if one.code == code)


def of_area(client, area, **query):
    """The same network as its commissioner reads it."""
    client.force_login(area.user(Role.ANALYST))
    return client.get(reverse("area-network", args=["Z01", area.network.code]), query)


@pytest.fixture
def area(db):
    area = Area()
    area.lead = area.user(Role.NETWORK_LEAD, area.network)
    return area


@pytest.fixture
def banded(area):
    counts(area, (90, 100), (140, 200), (8, 40))
    area.band()
    return area


def test_counts_are_added_and_percentages_never_averaged(banded, client):
    one = line(client, banded)
    added = (90 + 140 + 8) / (100 + 200 + 40) * 100
    assert one.numbers.value == pytest.approx(added)
    assert one.numbers.value != pytest.approx((90 + 70 + 20) / 3)
    assert (one.numbers.above, one.numbers.below, one.numbers.practices) == (238, 340, 3)
    assert one.value == "70.0%"


def test_the_interval_is_that_of_the_counts_added_up(banded, client):
    """Wilson at 95% for 238 of 340, by the formula: 64.93% to 74.63%."""
    z, n, share = 1.959963984540054, 340, 238 / 340
    middle, scale = share + z * z / (2 * n), 1 + z * z / n
    half = z * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    one = line(client, banded)
    assert one.numbers.lower == pytest.approx(100 * (middle - half) / scale)
    assert one.numbers.upper == pytest.approx(100 * (middle + half) / scale)


def test_it_stands_beside_the_area_and_only_more_than_chance_is_called_better(area, client):
    other = organisations.add_network(code="N2", name="South", commissioner=area.commissioner, **BY)
    counts(area, (90, 100), (140, 200), (8, 40))
    for number in (4, 5, 6):
        one = area.add_practice(number)
        area.practices.append(one)
        organisations.place_in_network(
            practice=one, network=other, starts_on=dt.date(2026, 5, 1), **BY
        )
        area.record(number, "ACC01", numerator=10, denominator=100)
    area.band()
    one = line(client, area)
    assert one.numbers.mark == pytest.approx(268 / 640 * 100)
    assert one.beside == "Better than the area, 41.9%"
    assert one.numbers.practices == 3


def test_a_figure_of_the_network_is_shown_once_and_never_added_up(db, client):
    shared = {**PROPORTION, "level": "network"}
    area = Area(card={**CARD, "indicators": [shared, *CARD["indicators"][1:]]})
    area.lead = area.user(Role.NETWORK_LEAD, area.network)
    counts(area, (90, 100), (90, 100), (90, 100))
    area.band()
    one = line(client, area)
    assert (one.shared, one.value, one.words.word) == ("the network", "90.0%", "Green")
    assert one.numbers.above is None
    assert text(client, area).count("90.0%") == 1
    counts(area, (90, 100), (50, 100), (90, 100))
    area.band()
    one = line(client, area)
    assert one.shared == "" and "hold different ones" in one.note


def test_values_without_counts_are_not_averaged_but_the_middle_one_is_shown(area, client):
    for number, value in enumerate((100, 160, 400), start=1):
        area.record(number, "VFM01", value=value)
    area.band()
    one = line(client, area, "VFM01")
    assert one.value == "£160.00" and "cannot be added up" in one.note


def test_context_is_told_with_its_range(db, client):
    deprivation = {
        "code": "CON01",
        "name": "Deprivation score",
        "description": "How deprived the patients' places are.",
        "role": "context",
        "kind": "score",
        "polarity": "none",
    }
    area = Area(card={**CARD, "indicators": [PROPORTION, SPENDING, deprivation]})
    area.lead = area.user(Role.NETWORK_LEAD, area.network)
    for number, value in enumerate((12, 30, 21), start=1):
        area.record(number, "CON01", value=value)
    area.band()
    one = line(client, area, "CON01")
    assert one.value == "21.0" and one.note.endswith("From 12.0 to 30.0.")


def test_an_unlike_practice_is_shown_and_left_out_of_the_sum_as_in_the_area(banded, client):
    flag_atypical(
        practice=banded.practices[2], reason="is a prison", starts_on=dt.date(2026, 4, 1), **BY
    )
    banded.band()
    one = line(client, banded)
    assert (one.numbers.above, one.numbers.below) == (230, 300)
    assert len(one.cells) == 3
    assert "Practice 3 is unlike other practices and shown, but not in what" in text(client, banded)


def test_list_sizes_add_up_and_an_unknown_one_is_not_zero(banded, client):
    for practice, patients in zip(banded.practices[:2], (5000, 7000), strict=True):
        row = ListSizeRow(practice.pk, "registered", dt.date(2026, 4, 1), Decimal(patients), "F")
        record_list_sizes(rows=[row], **BY)
    said = text(client, banded)
    assert "Together they have 12,000 registered patients, from 5,000 to 7,000." in said
    assert "The list size of Practice 3 is not known and not in it." in said


def test_links_have_dates_and_only_those_of_the_last_day_are_counted(banded, client):
    later = organisations.add_network(code="N2", name="S", commissioner=banded.commissioner, **BY)
    moved = banded.practices[2]
    organisations.place_in_network(
        practice=moved, network=later, starts_on=dt.date(2026, 6, 1), **BY
    )
    banded.band()
    one = line(client, banded)
    assert one.numbers.practices == 2
    said = text(client, banded)
    assert "Practice 3 left on 1 June 2026. It is added up in no period" in said
    whole = of_area(client, banded).context["page"]
    assert "Practice 3 left on 1 June 2026. Earlier periods are added up with it." in whole.changes
    newcomer = banded.user(Role.NETWORK_LEAD, later)
    client.force_login(newcomer)
    own = " ".join(client.get(reverse("network", args=["N2"])).text.split())
    assert "One practice belonged to this network on 30 June 2026" in own
    assert "Practice 3 joined on 1 June 2026: earlier periods are added up without it." in own


def test_who_left_after_the_period_is_not_told_to_the_lead_by_what_is_added_up(banded, client):
    later = organisations.add_network(code="N2", name="S", commissioner=banded.commissioner, **BY)
    organisations.place_in_network(
        practice=banded.practices[2], network=later, starts_on=dt.date(2026, 7, 2), **BY
    )
    own = line(client, banded).numbers
    assert (own.above, own.below, own.practices) == (230, 300, 2)
    assert [one.name for one in shown(client, banded).members] == ["Practice 1", "Practice 2"]
    said = text(client, banded)
    assert "3 practices belonged to this network on 30 June 2026." in said
    assert "1 practice of then has left since" in said
    whole = of_area(client, banded).context["page"]
    assert len(whole.members) == 3
    assert (line_in(whole).numbers.above, line_in(whole).numbers.below) == (238, 340)


def test_no_earlier_period_tells_the_lead_of_who_has_left(area, client):
    counts(area, (50, 100), (50, 100), (0, 100), period="2025-26-Q4")
    counts(area, (90, 100), (90, 100), (0, 100))
    later = organisations.add_network(code="N2", name="S", commissioner=area.commissioner, **BY)
    organisations.place_in_network(
        practice=area.practices[2], network=later, starts_on=dt.date(2026, 4, 1), **BY
    )
    area.band("2025-26-Q4")
    area.band()
    found = shown(client, area)
    assert [row[1] for row in found.trend.rows] == ["50.0%", "90.0%"]
    assert line(client, area).before == "50.0% in January to March 2026"
    assert "It is added up in no period" in text(client, area)
    first = line(client, area, period="2025-26-Q4").numbers
    assert (first.above, first.below) == (100, 200)


def test_who_joined_after_the_period_is_said_and_not_counted(banded, client):
    newcomer = organisations.add_practice(code="Z01008", name="Practice 8", **BY)
    organisations.place_in_network(
        practice=newcomer, network=banded.network, starts_on=dt.date(2026, 7, 3), **BY
    )
    said = "Practice 8 joined on 3 July 2026, after this period: it is not counted here."
    assert said in text(client, banded)
    assert line(client, banded).numbers.practices == 3


def test_a_closed_member_is_named_with_where_its_patients_went(banded, client):
    organisations.close_practice(
        practice=banded.practices[2],
        closed_on=dt.date(2026, 5, 1),
        successor=banded.practices[0],
        **BY,
    )
    banded.band()
    said = text(client, banded)
    assert "Practice 3 closed on 1 May 2026, its patients went to Practice 1." in said
    assert line(client, banded).numbers.practices == 2


def test_empty_networks_and_areas_without_results_are_told_in_words(area, client):
    assert "Nothing is banded yet" in text(client, area)
    counts(area, (90, 100))
    area.band()
    empty = organisations.add_network(code="N9", name="Empty", commissioner=area.commissioner, **BY)
    client.force_login(area.user(Role.NETWORK_LEAD, empty))
    found = client.get(reverse("network", args=["N9"]))
    assert "No practice belonged to this network" in found.text


def test_an_indicator_nobody_answered_says_so(banded, client):
    one = line(client, banded, "VFM01")
    assert (one.value, one.note) == ("", "No practice of the network has a figure.")


def test_the_trend_follows_the_practices_of_each_time(area, client):
    third = area.practices[2]
    counts(area, (50, 100), (50, 100), (0, 100), period="2025-26-Q4")
    counts(area, (90, 100), (90, 100), (0, 100))
    later = organisations.add_network(code="N2", name="S", commissioner=area.commissioner, **BY)
    organisations.place_in_network(
        practice=third, network=later, starts_on=dt.date(2026, 4, 1), **BY
    )
    area.band("2025-26-Q4")
    area.band()
    found = of_area(client, area).context["page"]
    assert [row[1] for row in found.trend.rows] == ["33.3%", "90.0%"]
    assert [row[3] for row in found.trend.rows] == ["3", "2"]
    assert "Compared with" not in found.trend.columns
    assert [row[2] for row in found.green.rows][-1] == "No interval"
    assert line_in(found).before == "33.3% in January to March 2026"


def test_another_indicator_is_drawn_when_asked_for_and_an_unknown_one_is_said(banded, client):
    assert shown(client, banded, indicator="ACC01").picked.said == ""
    for odd in ("NOPE", "\x00", "x" * 5000, "FAC01"):
        found = page(client, banded, indicator=odd)
        assert found.status_code == 200
        assert "another is drawn" in found.text


@pytest.mark.parametrize("number", ["0", "-1", "1e9", "9" * 30, "two", "\x00"])
def test_pages_that_are_not_there_show_what_is(banded, client, number):
    assert "Practice 1" in page(client, banded, page=number).text


def test_the_file_has_what_the_page_shows(banded, client):
    client.force_login(banded.lead)
    address = reverse("network-csv", args=[banded.network.code])
    body = b"".join(client.get(address)).decode("utf-8-sig")
    rows = {row["indicator"]: row for row in csv.DictReader(io.StringIO(body))}
    assert float(rows["ACC01"]["network"]) == pytest.approx(70)
    assert (rows["ACC01"][f"{FIRST} value"], rows["ACC01"][f"{FIRST} band"]) == ("90.0%", "Green")
    assert rows["VFM01"]["network"] == "" and rows["VFM01"][f"{FIRST} value"] == "No data"


def test_a_lead_reaches_no_other_network(banded, client):
    other = organisations.add_network(code="N2", name="S", commissioner=banded.commissioner, **BY)
    client.force_login(banded.lead)
    for name in ("network", "network-csv"):
        assert client.get(reverse(name, args=[other.code])).status_code == 404
    for name in ("area-network", "area-network-csv"):
        assert client.get(reverse(name, args=["Z01", banded.network.code])).status_code == 404
    client.force_login(banded.user(Role.BOARD_READER))
    answer = client.get(reverse("area-network", args=["Z01", banded.network.code]))
    assert answer.status_code == 403


def test_a_commissioner_finds_its_own_networks_only(banded, client):
    Area(code="Y01")
    client.force_login(banded.user(Role.ANALYST))
    for code in ("NY01", "NOPE", "%00"):
        assert client.get(f"/area/Z01/networks/{code}/").status_code == 404


LEAVING_ONE = [(90, 100), (140, 200), (80, 100), (35, 100)]  # the last is not of the network
NETWORK_PAGES = (
    ("network", [], {}),
    ("network-csv", [], {}),
    ("network-practice", [FIRST], {}),
    ("network-result", [FIRST, "ACC01"], {}),
    ("network-result", [FIRST, "ACC01"], {"format": "json"}),
    ("network-compare", [], {"practice": [FIRST, "Z01002"]}),
)


@pytest.mark.parametrize("more", [{}, {"comparator": "fixed", "comparator_value": 50}])
def test_a_network_of_all_but_one_is_not_told_the_area_less_which_it_is_that_one(db, client, more):
    area = Area(card={**CARD, "indicators": [{**PROPORTION, **more}, SPENDING]})
    area.lead = area.user(Role.NETWORK_LEAD, area.network)
    outside = organisations.add_practice(code="Z01004", name="Practice 4", **BY)
    organisations.place_in_commissioner(
        practice=outside, commissioner=area.commissioner, starts_on=START, **BY
    )
    area.practices.append(outside)
    counts(area, *LEAVING_ONE)
    area.band()
    client.force_login(area.lead)
    for name, args, query in NETWORK_PAGES:
        address = reverse(name, args=[area.network.code, *args])
        response = client.get(address, query)
        said = b"".join(response).decode() if response.streaming else response.text
        assert response.status_code == 200 and "69.0" not in said, address
    said = "fewer than 3 practices outside of the network have a figure"
    assert (said in text(client, area)) is (not more)
    assert ("69.0" in of_area(client, area).text) is (not more)


def test_it_takes_few_questions_to_the_database(banded, client, django_assert_max_num_queries):
    client.force_login(banded.user(Role.ANALYST))
    for name, args in (("area-network", ["Z01", "NZ01"]), ("area-network-csv", ["Z01", "NZ01"])):
        with django_assert_max_num_queries(12):
            b"".join(client.get(reverse(name, args=args)))
    client.force_login(banded.lead)
    with django_assert_max_num_queries(12):
        client.get(reverse("network", args=["NZ01"]))


def test_who_was_given_more_time_is_said_to_have_it(banded, client):
    today = timezone.localdate()
    asked = open_collection(
        period=banded.period("2026-27-Q2"),
        definitions=[banded.definition("ACC01")],
        opens_on=today - dt.timedelta(days=9),
        deadline=today - dt.timedelta(days=1),
        **BY,
    )
    for days in (5, 8):
        Extension.objects.create(
            collection=asked,
            practice=banded.practices[1],
            deadline=today + dt.timedelta(days=days),
            reason="Illness",
            given_by=banded.lead,
            given_at=timezone.now(),
        )
    until = f"{today + dt.timedelta(days=8):%-d %B %Y}"
    said = f"Practice 1, Practice 2 (has until {until}), Practice 3."
    assert said in text(client, banded)


def test_what_is_due_names_who_has_sent_nothing(banded, client):
    today = timezone.localdate()
    open_collection(
        period=banded.period("2026-27-Q2"),
        definitions=[banded.definition("ACC01")],
        opens_on=today,
        deadline=today + dt.timedelta(days=3),
        **BY,
    )
    assert "3 of 3 sent nothing yet: Practice 1, Practice 2, Practice 3." in text(client, banded)


def test_a_very_long_and_a_right_to_left_name_stay_inside_the_page(db, client):
    area = Area(card={**CARD, "indicators": [PROPORTION, SPENDING]})
    area.lead = area.user(Role.NETWORK_LEAD, area.network)
    odd = organisations.add_practice(code="Z01009", name="א" * 150 + "w" * 150, **BY)
    for place, kind in ((area.commissioner, "commissioner"), (area.network, "network")):
        put = getattr(organisations, f"place_in_{kind}")
        put(practice=odd, starts_on=dt.date(2024, 4, 1), **{kind: place}, **BY)
    counts(area, (90, 100))
    area.band()
    assert page(client, area).status_code == 200
