"""Areas drawn at random: what pages, files and data say is what the slow way by hand comes to."""

import csv
import io
import json
import re
from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse

from scorecard.accounts.roles import Role
from tests.dashboards import by_hand
from tests.dashboards.random_area import NOW_PERIOD, PERIODS, REASONS, RandomArea

SEEDS = (11, 12)
pytestmark = pytest.mark.django_db
WORDS = {
    "unsuitable": "Care unsuitable",
    "declined": "Patient chose not to receive it",
    "no_response": "No response to offers",
    "new": "Newly registered or newly diagnosed",
}
UNKNOWN = "Not known"


@pytest.fixture(scope="module", params=SEEDS)
def area(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        found = RandomArea(request.param)
        found.analyst = found.user(Role.ANALYST)
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def read(area, client):
    client.force_login(area.analyst)

    def _read(name, *args, **query):
        response = client.get(reverse(name, args=["Z01", *args]), query)
        assert response.status_code == 200
        content = b"".join(response.streaming_content) if response.streaming else response.content
        return content.decode()

    return _read


def words(html):
    without = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", html, flags=re.S)
    return " ".join(unescape(without).split())


def table(page, caption):
    """The rows of a table as words, by their first cell."""
    for one in re.findall(r"<table.*?</table>", page, re.S):
        if caption in words(re.search(r"<caption.*?</caption>", one, re.S).group()):
            rows = re.findall(r"<tr.*?</tr>", one.split("</thead>")[1], re.S)
            cells = [[words(c) for c in re.findall(r"<t[hd].*?</t[hd]>", r, re.S)] for r in rows]
            return {row[0]: row[1:] for row in cells}
    raise AssertionError(caption)


def number(text):
    return float(re.search(r"[-+]?[\d,]*\.?\d+", text).group().replace(",", ""))


def same(shown, expected, step=0.1):
    """Whether it is written as rounded to this step; a half may go either way."""
    if expected is None:
        assert not re.search(r"\d", shown), shown
        return
    assert abs(number(shown) - expected) <= step / 2 + 1e-9, (shown, expected)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def test_deciles_over_time(area, read):
    page = read("indicator-results", "ACC01", view="time", period=NOW_PERIOD)
    shown = table(page, "all practices through the periods")
    assert len(shown) == len(PERIODS)
    for row, period in zip(shown.values(), PERIODS, strict=True):
        values = [100 * one / two for one, two in area.of("ACC01", period).values() if two >= 30]
        assert row[0] == str(len(values))
        for at, cell in enumerate(row[1:10], start=1):
            same(cell, by_hand.quantile(values, at / 10))


def test_values_intervals_and_bands_in_file_and_data(area, read):
    for row in rows_of(read("results-csv", period=NOW_PERIOD)):
        key = row["practice code"], row["indicator"], NOW_PERIOD
        if row["indicator"] not in ("ACC01", "LOW01", "REM01", "KEP01", "SCR01"):
            continue
        if key not in area.counts:
            assert (row["value"], row["band"]) == ("", "")
            continue
        above, below = area.counts[key]
        low, high = by_hand.wilson(above, below)
        expected = [100 * one for one in (above / below, low, high)]
        assert [float(row[name]) for name in ("value", "lower", "upper")] == pytest.approx(expected)
        assert row["band"] == band_of(row["indicator"], above, below), row
        if area.random.random() < 0.2:
            data = json.loads(read("area-result", *key[:2], period=NOW_PERIOD, format="json"))
            held = {one["name"]: one["value"] for one in data["numbers"]}
            assert [held[name] for name in ("value", "lower", "upper")] == pytest.approx(expected)


def band_of(indicator, above, below):
    if below < 30:
        return ""
    value = 100 * above / below
    if indicator == "LOW01":
        return "Green" if value <= 20 else "Amber" if value <= 40 else "Red"
    return "Green" if value >= 80 else "Amber" if value >= 60 else "Red"


def test_places_on_the_spine_chart(area, read):
    seen = 0
    for practice in area.codes:
        page = read("area-practice", practice, period=NOW_PERIOD)
        for name in re.findall(r'<script id="(spine-\d+)" type="application/json">', page):
            figure = drawn(page, name)
            for code, label in (("ACC01", "Seen within two days"), ("LOW01", "Waited for a week")):
                own = area.counts.get((practice, code, NOW_PERIOD))
                place = place_of(figure, label)
                if place is None or own is None:
                    continue
                others = area.of(code).values()
                middle = by_hand.together(others)
                values = [100 * one / two for one, two in others]
                reach = max(abs(one - middle) for one in (min(values), max(values)))
                way = -1 if code == "LOW01" else 1
                expected = way * (100 * own[0] / own[1] - middle) / reach
                assert place == pytest.approx(max(-1.08, min(1.08, expected)), abs=0.001)
                seen += 1
        cells = table(page, "Access")
        for code, label in (("ACC01", "Seen within two days"), ("LOW01", "Waited for a week")):
            if (practice, code, NOW_PERIOD) in area.counts:
                same(cells[label][2], by_hand.together(area.of(code).values()))
    assert seen > 20


def drawn(page, name):
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', page, re.S)
    return json.loads(found.group(1))


def place_of(figure, label):
    """Where the mark of the practice stands on the line of this name."""
    for names in figure["data"]:
        if names.get("mode") == "text" and label in map(unescape, names["text"]):
            y = names["y"][[unescape(one) for one in names["text"]].index(label)]
            break
    else:
        return None
    for trace in figure["data"]:
        if "error_x" in trace:
            for x, at in zip(trace["x"], trace["y"], strict=True):
                if abs(at - y) < 0.5:
                    return x
    return None


def test_marks_of_the_control_chart(area, read):
    computed = 0
    for practice in area.codes:
        pairs = [area.counts.get((practice, "ACC01", period)) for period in PERIODS]
        values = [None if one is None else 100 * one[0] / one[1] for one in pairs]
        cells = table(read("area-result", practice, "ACC01", period=NOW_PERIOD), "through the")
        assert len(cells) == len(PERIODS)
        if sum(value is not None for value in values) < 12:
            continue
        chart = by_hand.Control(values)
        for at, (row, value) in enumerate(zip(cells.values(), values, strict=True)):
            if value is None:
                continue
            same(row[0], value)
            low, high = row[-2].split(" to ")
            same(low, chart.lower)
            same(high, chart.upper)
            told = {one for one in row[-1].split("; ") if one}
            assert told == chart.said[at], (practice, PERIODS[at])
        computed += 1
        if values[-1] is not None:
            line = table(read("area-practice", practice, period=NOW_PERIOD), "Access")
            trend = line["Seen within two days"][-1]
            newest = chart.said[len(PERIODS) - 1]
            plain = [words for mark, words in by_hand.PLAINLY.items() if mark in newest]
            assert [one for one in by_hand.PLAINLY.values() if one in trend] == plain[:1]
    assert computed


def test_the_care_gap(area, read):
    for practice in area.codes:
        held = {code: area.counts.get((practice, code, NOW_PERIOD)) for code in ("REM01", "KEP01")}
        if not any(held.values()):
            continue
        cells = table(read("area-practice", practice, period=NOW_PERIOD), "Care gap")
        for code, label in (("REM01", "Eyes"), ("KEP01", "Feet")):
            if held[code]:
                gap_is(cells[label], code, *held[code], area.left_out.get((practice, code)))
            else:
                assert label not in cells


def gap_is(cells, code, treated, below, left_out):
    missed, out, above, everybody, with_pca, without_pca = cells
    total = sum((left_out or {}).values())
    assert number(above) == treated
    if left_out is None:
        assert out == "Not said"
    else:
        assert number(out) == total
        for reason in REASONS:
            said = f"{WORDS[reason]}: {left_out.get(reason, 0)}"
            assert (said in out) == bool(left_out.get(reason))
    if code == "REM01":
        rest, whole = below, None if left_out is None else below + total
        untreated = below - treated
    else:
        whole = below
        known = left_out is not None and below - treated - total >= 0
        rest, untreated = (below - total, below - treated - total) if known else (None, None)
    same(everybody, whole, 0.0)
    same(missed, untreated, 0.0)
    same(with_pca, None if not rest else 100 * treated / rest)
    same(without_pca, None if whole is None else 100 * treated / whole)


def test_services_by_population(area, read):
    rows = rows_of(read("area-services-csv", period=NOW_PERIOD))
    known = list(area.scores.values())
    groups = {("area", "all practices"): list(area.offers)}
    for code in area.offers:
        if code in area.network_of:
            groups.setdefault(("network", area.network_of[code]), []).append(code)
        if code in area.scores:
            key = "deprivation fifth", str(by_hand.fifth(area.scores[code], known))
            groups.setdefault(key, []).append(code)
    seen = 0
    for row in rows:
        key = row["by"], row["code"] if row["by"] == "deprivation fifth" else row["group"]
        members = groups.get(key, [])
        if row["indicator"] == "FAC04":
            offered_is(row, area, members)
        elif row["indicator"] == "SCR01":
            pairs = [
                area.counts[one, "SCR01", NOW_PERIOD]
                for one in members
                if (one, "SCR01", NOW_PERIOD) in area.counts
            ]
            expected = by_hand.together(pairs)
            assert (
                row["value"] == ""
                if expected is None
                else float(row["value"]) == (pytest.approx(expected))
            )
            if pairs:
                sums = sum(a for a, _ in pairs), sum(b for _, b in pairs)
                limits = [100 * one for one in by_hand.wilson(*sums)]
                assert [float(row[k]) for k in ("lower", "upper")] == pytest.approx(limits)
        seen += 1
    assert seen >= 2 * len(groups)
    page_offers(read("area-services", period=NOW_PERIOD), area)


def offered_is(row, area, members):
    by = {
        said: [one for one in members if area.offers[one] is said] for said in (True, False, None)
    }
    names = {True: "offer it", False: "do not", None: "not known"}
    for said, name in names.items():
        assert int(row[name]) == len(by[said])
    size = {said: sum(area.lists.get(one, 0) for one in who) for said, who in by.items()}
    assert int(row["patients"]) == sum(size.values())
    assert int(row["patients where offered"]) == size[True]
    assert int(row["patients where not known"]) == size[None]
    assert int(row["without list size"]) == sum(one not in area.lists for one in members)


def page_offers(page, area):
    text = words(page)
    yes = [one for one in area.offers if area.offers[one]]
    assert f"{len(yes)} of {len(area.offers)}" in text
    share = 100 * sum(area.lists.get(one, 0) for one in yes) / sum(area.lists.values())
    if any(one is not None for one in area.offers.values()):
        assert re.search(rf"\b{round(share)}%", text), share


def test_gap_and_slope_of_inequality(area, read):
    text = words(read("indicator-results", "ACC01", view="groups", period=NOW_PERIOD))
    counts = area.of("ACC01")
    scores = area.scores
    fifths = {code: by_hand.fifth(one, list(scores.values())) for code, one in scores.items()}
    ends = [
        by_hand.together(counts[one] for one in counts if fifths.get(one) == number)
        for number in (1, 5)
    ]
    if None not in ends:
        gap = re.search(
            r"gap is ([\d.]+) percentage points: ([\d.]+)% in the most .*? and ([\d.]+)%", text
        )
        for shown, expected in zip(gap.groups(), (abs(ends[0] - ends[1]), *ends), strict=True):
            same(shown, expected)
    rows = [
        (100 * one / two, scores[code], two)
        for code, (one, two) in counts.items()
        if code in scores
    ]
    told = re.search(
        r"inequality: ([-+]?[\d.]+) percentage points \(95% interval ([-+]?[\d.]+) percentage"
        r" points to ([-+]?[\d.]+) percentage points\).*? through (\d+) practices",
        text,
    )
    for shown, expected in zip(told.groups(), (*by_hand.slope(rows), len(rows)), strict=True):
        same(shown, expected)
