"""What a correction says to the public of what it changed: in numbers, words and figures."""

import pytest

from scorecard.publication.levels import AMONG_PRACTICES, OPEN, Audience
from scorecard.publication.presenters.changes import changes
from scorecard.publication.presenters.notice_of_change import changed_in, changed_rows
from scorecard.publication.selectors.told import Told
from scorecard.publication.selectors.told_changed import Kind
from scorecard.publication.services import editions
from tests.areas import NOW
from tests.editions import draft, publish


@pytest.fixture
def corrected(area, analyst, lead):
    """An edition and its correction, with these counts of practices before and now."""

    def both(before, now, levels=OPEN):
        area.record(3, "ACC01", numerator=100, denominator=200)
        for number, count in before.items():
            area.record(number, "ACC01", numerator=count, denominator=200)
        first = publish(draft(area.band(), analyst, levels=levels), analyst, lead)
        for number, count in now.items():
            area.record(number, "ACC01", numerator=count, denominator=200)
        again = {"levels": levels, "corrects": first, "reason": "New counts came."}
        return first, publish(draft(area.band(), analyst, **again), analyst, lead)

    return both


def test_it_counts_and_lists_what_changed(corrected):
    _, second = corrected({1: 180, 2: 180}, {1: 20, 2: 30})
    found = changed_in(second)
    assert found["counts"]["figures_changed"] == found["counts"]["practices_changed"] == 2
    assert found["text"] == (
        "2 figures changed at 2 practices; 1 figure stands and only the comparison with others is"
        " different; 2 overall results changed."
    )
    assert ["Practice 1", "Seen within two days", "90.0% Green", "10.0% Red"] in found["rows"]
    assert ["Practice 2", "Overall result", "Green 100", "Red 0"] in found["rows"]


def test_what_is_hidden_now_is_counted_and_no_count_told(corrected):
    _, second = corrected({1: 180, 2: 140}, {1: 60, 2: 142})
    found = changed_in(second)
    assert found["counts"]["figures_no_longer_told"] == 1
    assert "1 figure is no longer told" in found["text"]
    row = next(one for one in found["rows"] if one[:2] == ["Practice 2", "Seen within two days"])
    assert row[2:] == ["70.0% Amber", "Withheld"], "each word once"
    assert "71" not in str(found["rows"]) and "142" not in str(found)


def test_of_what_the_public_is_not_told_by_name_nothing_is_counted(corrected):
    _, second = corrected({1: 180}, {1: 60}, levels=AMONG_PRACTICES)
    found = changed_in(second)
    assert found["text"] == "Nothing that is told by name is different."
    assert found["rows"] == [] and not any(found["counts"].values())


def test_staff_read_scores_and_comparisons_too(corrected):
    first, second = corrected({1: 180, 2: 180}, {1: 20, 2: 30})
    found = changes(*(Told(one, Audience.PUBLIC) for one in (first, second)))
    assert [one.practice for one in found.scores] == ["Practice 1", "Practice 2"]
    assert found.count(Kind.COMPARISON).figures == 1
    compared = [one for one in found.figures if one.practice == "Practice 3"]
    assert [one.before[0] for one in compared] == ["50.0%"]
    assert compared[0].before[1] != compared[0].now[1]


def test_the_area_page_lists_them_and_others_lead_there(client, corrected):
    _, second = corrected({1: 180}, {1: 60})
    area = f"/results/{second.release.scorecard.commissioner.slug}/"
    page = client.get(area).content.decode()
    assert 'id="what-changed"' in page and "90.0% Green" in page
    practice = client.get(f"{area}practices/Z01001/").content.decode()
    assert "1 figure changed at 1 practice" in practice and "/2/#what-changed" in practice
    history = client.get(f"{area}editions/").content.decode()
    assert "New counts came. 1 figure changed at 1 practice" in history


def test_programs_read_the_same(client, corrected):
    _, second = corrected({1: 180}, {1: 60})
    slug = second.release.scorecard.commissioner.slug
    log = client.get(f"/api/v1/areas/{slug}/changes").json()["items"]
    (told,) = [one for one in log if one["what"] == "published" and one["number"] == 2]
    assert told["changed"]["figures_changed"] == 1
    assert told["what_changed"].startswith("1 figure changed at 1 practice")
    assert all(one["changed"] is None for one in log if one is not told)
    feed = client.get(f"/results/{slug}/feed.atom").content.decode()
    assert "New counts came. 1 figure changed at 1 practice" in feed


def test_what_a_withdrawn_edition_said_is_not_said_by_its_correction(client, corrected, lead):
    first, second = corrected({1: 180}, {1: 60})
    editions.withdraw(edition=first, reason="Nobody may read it.", by=lead, at=NOW)
    assert changed_rows(second)["rows"] == []
    page = client.get(f"/results/{second.release.scorecard.commissioner.slug}/").content.decode()
    assert "90.0%" not in page and "1 figure changed" in page
