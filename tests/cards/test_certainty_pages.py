"""Who is told how certain a band is, and in which words."""

import csv
import io
import json
import re

import pytest
from django.urls import reverse

from indicators.models import Certainty
from indicators.services.certainty import ask_for_certainty, work_out_certainty
from scorecard.accounts.roles import Role
from tests.areas import NOW
from tests.dashboards.reading import cells_of
from tests.editions import draft, indicator_page, practice_page, publish

# Of 100 people 78 is amber and near green; 140 of 200 is amber; 55 of 60 is green.
FIGURES = ((78, 100), (140, 200), (55, 60))
WORD = "Too close to call"


@pytest.fixture
def banded(area):
    for number, (numerator, denominator) in enumerate(FIGURES, start=1):
        area.record(number, "ACC01", numerator=numerator, denominator=denominator)
    area.band()
    return area


@pytest.fixture
def certain(banded):
    run = banded.version.cardrun_set.get().run
    work_out_certainty(run=run, by=None, at=NOW)
    return banded


@pytest.fixture
def page(client):
    users = {}

    def read(area, role, organisation, name, *args, query=""):
        if (role, organisation) not in users:
            users[role, organisation] = area.user(role, organisation)
        client.force_login(users[role, organisation])
        response = client.get(reverse(name, args=args) + query)
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return read


def analyst(page, area, name, *args, query=""):
    return page(area, Role.ANALYST, None, name, "Z01", *args, query=query)


def test_an_analyst_reads_the_chance_of_another_band_and_the_range_of_the_rank(certain, page):
    practice = certain.practices[0]
    one = Certainty.objects.get(practice=practice)
    for address in (
        ("area-result", practice.code, "ACC01"),
        ("area-practice", practice.code),
        ("indicator-results", "ACC01"),
    ):
        shown = analyst(page, certain, *address)
        assert f"Amber, could be green: {one.green * 100:.0f}%" in shown
        assert WORD in shown
        assert re.search(r"between \dst and \dnd of 3|between \d\w\w and \d\w\w of 3", shown)
    full = analyst(page, certain, "area-result", practice.code, "ACC01")
    assert "Probability of each band" in full
    assert "True rank, allowing for chance (95%)" in full


def test_a_practice_reads_the_words_and_no_number(certain, page):
    practice = certain.practices[0]
    for role in (Role.PRACTICE_MANAGER, Role.PRACTICE_READER):
        for address in (("practice-result", practice.code, "ACC01"),
                        ("practice-results", practice.code)):  # fmt: skip
            shown = page(certain, role, practice, *address)
            assert WORD in shown
            assert "could be" not in shown
            assert "Probability" not in shown
            assert "between 1st" not in shown and "True rank" not in shown


def test_a_network_reads_the_words_and_no_number(certain, page):
    practice = certain.practices[0]
    shown = page(
        certain, Role.NETWORK_LEAD, certain.network,
        "network-result", certain.network.code, practice.code, "ACC01",
    )  # fmt: skip
    assert WORD in shown
    assert "could be" not in shown and "True rank" not in shown


def test_who_is_settled_is_not_called_too_close(certain, page):
    practice = certain.practices[1]
    assert WORD not in page(
        certain, Role.PRACTICE_MANAGER, practice, "practice-result", practice.code, "ACC01"
    )


def test_the_page_as_data_tells_each_reader_as_much_as_the_page(certain, client):
    practice = certain.practices[0]
    query = "?format=json"
    client.force_login(certain.user(Role.ANALYST))
    address = reverse("area-result", args=["Z01", practice.code, "ACC01"])
    told = client.get(address + query).json()["certainty"]
    assert told["too_close"] == WORD
    assert told["band"].startswith("Amber, could be green: ")
    assert told["rank"].startswith("between ")
    client.force_login(certain.user(Role.PRACTICE_MANAGER, practice))
    address = reverse("practice-result", args=[practice.code, "ACC01"])
    told = client.get(address + query).json()["certainty"]
    assert told == {"too_close": WORD, "band": "", "rank": ""}


def test_before_the_second_pass_pages_say_nothing_to_practices_and_why_to_analysts(banded, page):
    practice = banded.practices[0]
    address = ("area-result", practice.code, "ACC01")
    assert "It comes with the next banding run." in analyst(page, banded, *address)
    run = banded.version.cardrun_set.get().run
    ask_for_certainty(run=run, by=None, at=NOW)
    for one in (address, ("area-practice", practice.code), ("indicator-results", "ACC01")):
        shown = analyst(page, banded, *one)
        assert "is being worked out" in shown
        assert WORD not in re.sub(r"<label.*?</label>", "", shown)
    own = page(banded, Role.PRACTICE_MANAGER, practice, "practice-result", practice.code, "ACC01")
    assert "worked out" not in own


def test_where_nothing_applies_nobody_is_told_to_wait(certain, page):
    certain.record(1, "VFM01", numerator=14000, denominator=100)
    run = certain.band().run
    work_out_certainty(run=run, by=None, at=NOW)
    shown = analyst(page, certain, "area-result", certain.practices[0].code, "VFM01")
    assert "worked out" not in shown


def test_the_grid_marks_and_filters_what_is_too_close(certain, page):
    every = analyst(page, certain, "grid")
    assert every.count("<i>too close to call</i>") == 1
    assert cells_of(every)["Practice 1", "ACC01"] == "Amber 78.0% too close to call"
    only = analyst(page, certain, "grid", query="?close=1&sort=worst")
    assert "1 practice of 3" in only
    assert "With at least one cell: Too close to call" in only
    assert "Practice 1" in only
    assert "Practice 2" not in only
    assert re.search(r'<option value="too-close" selected', only)
    assert re.search(r'<option value="worst" selected', only)


def test_the_grid_still_keeps_to_its_queries(certain, client, django_assert_max_num_queries):
    client.force_login(certain.user(Role.ANALYST))
    for query in ("", "?close=1"):
        with django_assert_max_num_queries(12):
            client.get(reverse("grid", args=["Z01"]) + query)


def test_paging_keeps_the_filter(certain, page, monkeypatch):
    from scorecard.dashboards.selectors import grid_asked

    monkeypatch.setattr(grid_asked, "PAGE_SIZE", 1)
    Certainty.objects.update(too_close=True)
    assert "state=too-close&amp;page=2" in analyst(page, certain, "grid", query="?close=1")


def test_a_filter_that_finds_nothing_says_why(certain, banded, page):
    Certainty.objects.update(too_close=False)
    for name, args in (("grid", ()), ("indicator-results", ("ACC01",))):
        shown = analyst(page, certain, name, *args, query="?close=1")
        assert "No band is too close to call in this period." in shown


def test_a_filter_before_the_second_pass_says_that(banded, page):
    ask_for_certainty(run=banded.version.cardrun_set.get().run, by=None, at=NOW)
    assert "is being worked out" in analyst(page, banded, "grid", query="?close=1")


def test_the_page_of_an_indicator_filters_its_table(certain, page):
    shown = analyst(page, certain, "indicator-results", "ACC01", query="?close=1")
    assert "Too close to call: 1 of 3 practices" in shown
    table = shown.split("<tbody")[-1]
    assert "Practice 1" in table
    assert "Practice 2" not in table


def test_the_file_of_results_has_the_chances_and_the_filter_as_columns(certain, client):
    client.force_login(certain.user(Role.ANALYST))
    response = client.get(reverse("results-csv", args=["Z01"]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = {(row["practice"], row["indicator"]): row for row in csv.DictReader(io.StringIO(text))}
    first, spending = rows["Practice 1", "ACC01"], rows["Practice 1", "VFM01"]
    total = sum(float(first[f"chance of {band}"]) for band in ("red", "amber", "green"))
    assert total == pytest.approx(1, abs=1e-6)
    assert first["too close to call"].lower() in ("true", "yes", "1")
    assert int(first["best rank by chance"]) <= int(first["worst rank by chance"]) <= 3
    assert spending["chance of red"] == spending["too close to call"] == ""


def release_of(area):
    return draft(area.version.cardrun_set.get(), area.user(Role.ANALYST))


def lines_of(release, code="ACC01"):
    lines = indicator_page(release, code)["lines"]
    return {line["practice"]["name"]: line for line in lines}


def test_a_release_holds_the_word_and_never_a_chance(banded):
    release = release_of(banded)  # nobody has worked it out yet: the release does
    lines = lines_of(release)
    assert {name: line["certainty"] for name, line in lines.items()} == {
        "Practice 1": WORD, "Practice 2": "", "Practice 3": "",
    }  # fmt: skip
    pages = [practice_page(release, one.code) for one in banded.practices]
    frozen = json.dumps([*pages, indicator_page(release, "ACC01")], default=str)
    one = Certainty.objects.get(practice=banded.practices[0])
    for number in (one.red, one.amber, one.green):
        assert str(number)[:6] not in frozen
    for word in ("could be red", "could be green", "chance of", "rank_best", "robability"):
        assert word not in frozen


def test_what_is_withheld_has_no_word_either(area):
    # 25 of 30 leaves out 5: withheld, though it may well be amber.
    area.record(1, "ACC01", numerator=25, denominator=30)
    area.record(2, "ACC01", numerator=22, denominator=30)
    area.band()
    release = release_of(area)
    assert Certainty.objects.filter(too_close=True).count() == 2
    lines = lines_of(release)
    assert lines["Practice 1"]["band"] == 0
    assert lines["Practice 1"]["certainty"] == ""
    assert lines["Practice 2"]["certainty"] == WORD


def test_the_public_page_says_what_the_word_means(banded, client):
    release = release_of(banded)
    publish(release, release.drafted_by, banded.user(Role.COMMISSIONING_LEAD))
    base = reverse("public", args=[banded.commissioner.slug])
    for address in (f"{base}practices/{banded.practices[0].code}/", f"{base}indicators/ACC01/"):
        shown = client.get(address).content.decode()
        assert "≈</span> Too close to call" in shown
        assert "allowing for chance, it may well belong in another band" in shown
    shown = client.get(f"{base}practices/{banded.practices[1].code}/").content.decode()
    assert "≈</span>" not in shown
