"""300 results drawn at random: the page, the file for analysts and the data say the same."""

import csv
import io
import random
import re
from html import unescape

import pytest
from django.urls import reverse

from indicators.selectors.periods import periods_of
from practices.models import Commissioner
from scorecard.accounts.models import User
from scorecard.cards.selectors.runs import newest_runs
from scorecard.ui.cells import harmless

pytestmark = pytest.mark.django_db

# The columns of the file that are numbers of the data by the same name.
NUMBERS = ("numerator", "denominator", "value", "lower", "upper", "benchmark", "rank", "percentile")


def words_of(page) -> str:
    main = page.content.decode().split("<main")[1].split("</main")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def file_of(client, area, period) -> list[dict[str, str]]:
    response = client.get(reverse("results-csv", args=[area]) + f"?period={period}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_300_results_are_the_same_on_the_page_in_the_file_and_as_data(seeded, client):
    client.force_login(User.objects.get(email="analyst@xd1.example"))
    commissioner = Commissioner.objects.get(code="XD1")
    periods = [run.run.period.code for run in newest_runs(commissioner)]
    assert set(periods) <= set(periods_of(commissioner).values_list("code", flat=True))
    rows = [(one, row) for one in periods for row in file_of(client, "XD1", one)]
    seen = set()
    for period, row in random.Random(5).sample(rows, 300):
        place = reverse("area-result", args=["XD1", row["practice code"], row["indicator"]])
        page = words_of(client.get(f"{place}?period={period}"))
        data = client.get(f"{place}?period={period}&format=json").json()
        assert_the_same(row, page, data)
        seen.add(row["band"] or row["why no band"])
    assert {"Green", "Amber", "Red", "No data"} <= seen


def assert_the_same(row, page, data) -> None:
    assert data["practice"] == {"code": row["practice code"], "name": row["practice"]}
    assert data["indicator"] == {"code": row["indicator"], "name": row["indicator name"]}
    assert data["period"]["code"] == row["banded period"]
    for column, name in (
        ("band", "band"),
        ("why no band", "why_no_band"),
        ("comparison", "comparison"),
    ):
        assert row[column] == data[name]
    assert (data["band"] or data["why_no_band"]) in page
    assert row["in words"] == harmless(" ".join(data["sentences"]))
    for sentence in data["sentences"]:
        assert " ".join(sentence.split()) in page
    numbers = {one["name"]: one for one in data["numbers"]}
    assert row["value as shown"] == harmless(numbers["value"]["shown"])
    for name in NUMBERS:
        if name in numbers:
            value = numbers[name]["value"]
            assert row[name] == ("" if value is None else str(value)), name
            assert numbers[name]["shown"] in page
            assert " ".join(numbers[name]["label"].split()) in page
    for one in data["links"]:
        assert " ".join(one["words"].split()) in page
