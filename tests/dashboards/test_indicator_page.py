"""The page of an indicator: its views, each at an address, with sentence and table in the HTML."""

import json
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import BenchmarkValue
from indicators.services.agreements import record_outside_value
from practices.models import ListKind, Practice
from practices.services.atypical import flag_atypical
from practices.services.lists import ListSizeRow, record_list_sizes
from scorecard.accounts.roles import Role
from tests.areas import CARD, NOW, PROPORTION, SPENDING, START, Area

DEPRIVATION = {
    **SPENDING,
    "code": "IMD",
    "name": "Deprivation score",
    "role": "context",
    "kind": "score",
    "unit": "",
    "decimals": 1,
    "polarity": "none",
    "rule": {},
    "weight": 0,
}
VIEWS = ("practices", "funnel", "time", "groups", "cost", "need", "missing", "about")


def area_with(*indicators, practices=3):
    one = Area(card={**CARD, "indicators": [*indicators, *CARD["indicators"][1:]]})
    for number in range(4, practices + 1):
        one.practices.append(one.add_practice(number))
    return one


def with_context(**changes):
    """Twelve practices: the more deprived, the fewer are seen; one answers nothing."""
    context = {name: value for name, value in DEPRIVATION.items() if name not in ("domain",)}
    area = area_with({**PROPORTION, **changes}, context, practices=12)
    for number in range(1, 12):
        area.record(number, "ACC01", numerator=95 - 4 * number, denominator=100)
        area.record(number, "VFM01", numerator=10_000 + 500 * number, denominator=100)
        area.record(number, "IMD", value=10.0 + number)
        sizes = ListSizeRow(
            practice_id=area.practices[number - 1].pk, kind=ListKind.REGISTERED, on=START,
            patients=Decimal(1000 * number), source="A test",
        )  # fmt: skip
        record_list_sizes(rows=[sizes], by=None, at=NOW)
    area.band()
    return area


@pytest.fixture
def read(client):
    users = {}

    def page(area, code="ACC01", role=Role.ANALYST, **query):
        user = users.get(role) or users.setdefault(role, area.user(role))
        client.force_login(user)
        response = client.get(reverse("indicator-results", args=["Z01", code]), query)
        assert response.status_code == 200
        return " ".join(response.text.split())

    return page


def chart(page, name):
    start = page.index(f'<script id="{name}" type="application/json">')
    return json.loads(page[page.index(">", start) + 1 : page.index("</script>", start)])


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_linked_and_takes_at_most_twelve_queries(
    db, client, view, django_assert_max_num_queries
):
    area = with_context()
    client.force_login(area.user(Role.ANALYST))
    address = reverse("indicator-results", args=["Z01", "ACC01"])
    with django_assert_max_num_queries(12):
        page = client.get(address, {"view": view, "against": "network"}).text
    assert 'aria-label="Views of this indicator"' in page
    for other in VIEWS[1:]:
        assert f"view={other}" in page


def test_the_funnel_places_everybody_by_their_own_interval(db, read):
    area = area_with(PROPORTION, practices=4)
    for number, (seen, asked) in enumerate(((900, 1000), (700, 1000), (500, 1000), (7, 10)), 1):
        area.record(number, "ACC01", numerator=seen, denominator=asked)
    area.band()
    page = read(area, view="funnel")
    # Together 2107 of 3010. Wilson of 900/1000 lies wholly above it, of 500/1000 wholly below.
    assert (
        "2 practices lie within the 95% limits about Area Z01, all practices together (70.0%)"
        in page
    )
    assert "Beyond the 99.8% limits: 1 better and 1 worse" in page
    table = page.split("<tbody")[-1]
    assert table.index("Worse, beyond the 99.8% limits") < table.index("Better, beyond")
    assert "Within the limits" in table
    assert "over-dispersion" not in page
    figure = chart(page, "drawn")
    points = [one for one in figure["data"] if one["mode"] == "markers"]
    assert {one["name"] for one in points} == {"● Green", "▲ Amber", "◆ Red"} or points


def test_a_rate_names_the_over_dispersion_that_widens_its_funnel(db, read):
    rate = {
        **PROPORTION, "kind": "rate", "multiplier": 1000, "unit": "per 1,000",
        "sampling": "poisson",
        "over_dispersed": "multiplicative", "rule": {"rule": "funnel"},
    }  # fmt: skip
    area = area_with(rate, practices=11)
    for number in range(1, 12):
        area.record(number, "ACC01", numerator=100 + 40 * (number % 5), denominator=5000)
    area.band()
    page = read(area, view="funnel")
    assert "The limits allow for multiplicative over-dispersion, with which variances are" in page
    note = chart(page, "drawn")["layout"]["annotations"][0]["text"]
    assert note.replace("<br>", " ").startswith("Limits widened: multiplicative over-dispersion")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "mean", "sampling": "mean", "multiplier": 1, "unit": "days"},
         "This is a mean: how much it varies by chance depends on each practice"),
        ({"kind": "ratio", "sampling": "none"}, "its definition has no sampling model"),
        ({"kind": "count", "sampling": "poisson", "numerator": "", "denominator": "", "unit": ""},
         "a number of events without the people"),
    ],
)  # fmt: skip
def test_where_there_is_no_funnel_it_says_why(db, read, changes, said):
    area = area_with({**PROPORTION, **changes})
    area.record(1, "ACC01", value=12, numerator=None, denominator=None)
    area.band()
    page = read(area, view="funnel")
    assert said in page
    assert "data-chart" not in page


def test_an_indicator_that_nobody_answered_is_said_in_words_on_every_view(db, read):
    area = area_with(PROPORTION)
    area.record(1, "VFM01", numerator=14000, denominator=100)
    area.band()
    for view in VIEWS:
        page = read(area, view=view)
        assert "data-chart" not in page
    assert "3 of 3 practices have no figure" in read(area, view="missing")
    assert "nothing to compare" in read(area)


def test_one_value_alone_is_shown_on_every_view(db, read):
    area = area_with(PROPORTION)
    area.record(1, "ACC01", numerator=70, denominator=100)
    area.band()
    for view in VIEWS:
        read(area, view=view)
    assert "the only value is 70.0%" in read(area) or "Of 1 practice" in read(area)
    assert "1 practice lies within the 95% limits" in read(area, view="funnel")
    assert "the median of 1 practices" not in read(area, view="time")


def test_another_comparator_says_better_and_worse_anew_and_never_recolours(db, read):
    area = with_context()
    record_outside_value(
        indicator=area.definition("ACC01").indicator, period=area.period(),
        area=BenchmarkValue.Area.ENGLAND, value=95, source="A national file", by=None, at=NOW,
    )  # fmt: skip
    agreed = read(area)
    other = read(area, against="england")
    assert (
        "You compare practices with England, April to June 2026, as published by A national"
        in other
    )
    assert chart(agreed, "bars")["data"][0]["marker"] == chart(other, "bars")["data"][0]["marker"]

    def bands(page):
        return [part.split("</strong>")[0] for part in page.split('<strong class="band')[1:]]

    assert bands(agreed) == bands(other)
    assert agreed.count(">Better than the benchmark</td>") > 0
    assert (
        other.count(">Better than the benchmark</td>") == 0
        and other.count(">Worse than the benchmark</td>") > 3
    )
    assert "against=england" in read(area, against="england", view="funnel")


def test_of_its_network_a_practice_is_no_part_of_what_it_is_compared_with(db, read):
    area = area_with(PROPORTION)
    for number, seen in enumerate((90, 50, 40), start=1):
        area.record(number, "ACC01", numerator=seen, denominator=100)
    area.band()
    page = read(area, against="network")
    # 90 of 100 against 90 of 200; 50 against 130 of 200; 40 against 140 of 200.
    assert page.count(">Better than the benchmark</td>") == 1
    assert page.count(">Worse than the benchmark</td>") == 2


def test_fifths_and_networks_add_counts_up_and_tell_the_gap_and_the_slope(db, read):
    page = read(with_context(), view="groups")
    # The most deprived fifth are practices 9 to 11: 59 + 55 + 51 of 300.
    assert "Fifth 1, the most deprived" in page
    assert "55.0%" in page
    assert "The gap is" in page and "lower where patients are most deprived, which is worse" in page
    assert "Slope index of inequality: -" in page
    assert "1 is the most deprived" in page
    assert "781 of" not in page and "71.0%" in page  # the network: 781 of 1,100


def test_along_the_deprivation_score_itself_there_is_neither_gap_nor_slope(db, read):
    page = read(with_context(), code="IMD", view="groups")
    assert "This is the deprivation score by which practices are put into fifths" in page
    assert "Slope index of inequality" not in page and "The gap is" not in page


@pytest.mark.parametrize(
    ("changes", "weights"),
    [
        ({}, "each weighing the patients that its figure counts"),
        (
            {"kind": "count", "denominator": "", "sampling": "none"},
            "each weighing its registered patients",
        ),
    ],
)
def test_the_slope_says_by_which_patients_practices_weigh(db, read, changes, weights):
    plain = {key: one for key, one in PROPORTION.items() if key != "minimum_denominator"}
    area = area_with({**plain, **changes}, DEPRIVATION, practices=12)
    for number in range(1, 12):
        given = {"value": number} if changes else {"numerator": 95 - number, "denominator": 100}
        area.record(number, "ACC01", **given)
        area.record(number, "IMD", value=10.0 + number)
    sizes = [
        ListSizeRow(one.pk, ListKind.REGISTERED, START, Decimal(1000 * at), "A test")
        for at, one in enumerate(area.practices, start=1)
    ]
    record_list_sizes(rows=sizes, by=None, at=NOW)
    area.band()
    assert weights in read(area, view="groups")


def test_a_value_near_a_level_is_written_alike_in_sentence_and_table(db, read):
    """79.96% is amber below 80: with one decimal it would read as green."""
    area = area_with(PROPORTION)
    for number, seen in ((1, 7996), (2, 8345), (3, 5000)):
        area.record(number, "ACC01", numerator=seen, denominator=10_000)
    area.band()
    page = read(area)
    assert "79.96%" in page and "83.45%" not in page
    assert "values run from 50.0% (Practice 3) to 83.5% (Practice 2)" in page
    assert page.count("83.5%") >= 2


@pytest.mark.parametrize("against", ["england", "network", "similar", "area"])
def test_neither_comparator_nor_another_period_changes_an_agreed_band_anywhere(
    db, read, client, against
):
    """On the grid, on a practice's page and here, whatever was looked at before."""
    area = with_context()
    for number in range(1, 12):
        area.record(number, "ACC01", "2025-26-Q4", numerator=20 + number, denominator=100)
    area.band("2025-26-Q4")

    def bands(page):
        start = page.index("<tbody")
        found = re.findall(r'\bband--(\w+)|<td class="(\w+)"><a', page[start:])
        return [one or other for one, other in found]

    def seen():
        client.force_login(reader)
        return [bands(client.get(one).text) for one in addresses]

    reader = area.user(Role.CLINICAL_LEAD)
    addresses = [
        reverse("grid", args=["Z01"]) + "?period=2026-27-Q1",
        reverse("area-practice", args=["Z01", "Z01001"]) + "?period=2026-27-Q1",
    ]
    before, own = seen(), bands(read(area, period="2026-27-Q1"))
    read(area, against=against, period="2025-26-Q4")
    chosen = read(area, against=against, period="2026-27-Q1")
    assert bands(chosen) == own and len(own) > 10
    assert seen() == before and all(len(one) > 3 for one in before)


def test_without_a_deprivation_score_it_says_how_to_get_one(db, read):
    area = area_with(PROPORTION)
    area.record(1, "ACC01", numerator=70, denominator=100)
    area.band()
    assert "no deprivation score among its context indicators" in read(area, view="groups")
    assert "no deprivation score among its context indicators" in read(area, view="need")


def test_need_and_result_says_whether_a_good_result_is_possible(db, read):
    page = read(with_context(), view="need")
    assert "with a figure in the most deprived fifth, 0 are green" in page
    assert "rank correlation -1.00" in page
    assert "does not say that one causes the other" in page
    sizes = chart(page, "drawn")["data"][-1]["marker"]["size"]
    assert max(sizes) > min(sizes)


def test_cost_against_outcome_is_drawn_for_the_indicator_the_reader_chose(db, read):
    area = with_context()
    assert "Seen within two days against Spending per patient" in read(area, view="cost")
    assert "against Deprivation score" in read(area, view="cost", **{"with": "IMD"})
    unknown = read(area, view="cost", **{"with": "NOBODY"})
    assert "There is no indicator with numbers called “NOBODY” here" in unknown


def test_who_is_missing_stands_by_name_and_reason(db, read):
    area = with_context()
    page = read(area, view="missing")
    assert "1 of 12 practices has no figure" in page
    assert "Practice 12" in page and "Missing is not zero" in page
    assert "Practice 11" not in page.split("<main")[-1]


def test_over_time_shows_the_deciles_of_every_banded_period(db, read):
    area = with_context()
    for number in range(1, 12):
        area.record(number, "ACC01", "2026-27-Q2", numerator=99 - 4 * number, denominator=100)
    area.band("2026-27-Q2")
    page = read(area, view="time", period="2026-27-Q2")
    assert "the median of 11 practices is 75.0%" in page
    assert "The median is up from 71.0% in Apr-Jun 2026" in page
    assert "9th decile" in page
    early = read(area, view="time", period="2026-27-Q1")
    assert "is 71.0%" in early and "is 75.0%" not in early


def test_a_practice_unlike_the_others_takes_no_part_in_what_is_added_up(db, read):
    area = area_with(PROPORTION)
    for number, seen in enumerate((90, 50, 10), start=1):
        area.record(number, "ACC01", numerator=seen, denominator=100)
    flag_atypical(
        practice=area.practices[2], reason="serves a hostel only", starts_on=START, by=None, at=NOW
    )
    area.band()
    page = read(area, view="groups")
    assert "70.0%" in page and "50.0%" not in page


def test_topped_out_is_said_where_nearly_everybody_is_near_the_best(db, read):
    area = area_with(PROPORTION, practices=10)
    for number in range(1, 11):
        area.record(number, "ACC01", numerator=97 + number % 3, denominator=100)
    area.band()
    assert "Topped out: 100% of the practices are within 5 percentage points of 100%" in read(area)
    assert "Topped out" not in read(area, code="VFM01")


def test_a_chart_too_large_for_its_page_is_fetched_with_the_same_choices(
    db, read, client, monkeypatch
):
    for module in ("page", "ranked", "groups"):
        monkeypatch.setattr(f"scorecard.dashboards.presenters.indicator.{module}.MANY", 5)
    area = with_context()
    for view in ("practices", "funnel", "cost", "need"):
        page = read(area, view=view, against="network")
        address = page.split('data-address="')[1].split('"')[0].replace("&amp;", "&")
        assert "chart.json" in address and "against=network" in address
        assert "application/json" not in page and "<tbody" in page
        figure = client.get(address).json()
        drawn = [len(one["x"]) for one in figure["data"] if one["mode"] == "markers"]
        assert sum(drawn) == 11
        assert "<extra></extra>" in figure["data"][-1]["hovertemplate"]
    assert (
        client.get(reverse("indicator-chart", args=["Z01", "ACC01"]) + "?view=time").status_code
        == 404
    )


def test_every_figure_is_one_that_plotly_knows(db, read):
    import plotly.graph_objects as go

    area = with_context()
    for view in ("funnel", "cost", "need"):
        figure = chart(read(area, view=view), "drawn")
        go.Figure(data=figure["data"], layout=figure["layout"])


def test_odd_addresses_show_the_default_and_say_so(db, read, client):
    area = with_context()
    odd = read(area, view="x" * 400, against="\u202enobody", order="\x01", page="1000000000")
    assert odd.count("so the page shows") == 3 and "Every practice" in odd
    assert "There is no view called “xxxxx" in odd
    for page in ("-1", "zero", "", "9" * 500):
        assert "Practice 1" in read(area, view="funnel", page=page)
    for query in ("?period=2031-32-Q1", "?period=%00", "?view=%00", "?with=%00&view=cost"):
        response = client.get(reverse("indicator-results", args=["Z01", "ACC01"]) + query)
        assert response.status_code in (200, 400, 404)
    assert client.get(reverse("indicator-results", args=["Z01", "NOBODY"])).status_code == 404


def test_names_of_any_length_and_direction_fit_every_view(db, read):
    long = {**PROPORTION, "name": ("Very long " * 30)[:300].strip()}
    area = area_with(long)
    for number, name in ((1, "\u05de\u05e8\u05e4\u05d0\u05d4 " * 20), (2, "<b>&\"'" * 20)):
        practice = area.practices[number - 1]
        Practice.objects.filter(pk=practice.pk).update(name=name.strip()[:200])
        area.record(number, "ACC01", numerator=60 + number, denominator=100)
    area.band()
    for view in VIEWS:
        page = read(area, view=view)
        assert '<b>&"' not in page
