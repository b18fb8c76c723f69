"""Two scorecards of one area and period are each found, and never taken for the other."""

import pytest

from indicators import catalogue
from scorecard.cards.services.catalogue import start_from
from scorecard.cards.services.live import make_live
from scorecard.publication.services import editions
from scorecard.publication.services.comments import accept_comment, put_side
from tests.areas import CARD, NOW
from tests.editions import DAY, draft, publish

SAID = "We moved."
OTHER = {
    **CARD,
    "name": "Other scorecard",
    "indicators": [{**one, "code": f"X{one['code']}"} for one in CARD["indicators"]],
}


@pytest.fixture
def both(site):
    """The first is published before the other."""
    who = {"by": site.drafter, "at": NOW}

    def say(edition):
        practice = site.area.practices[0]
        accept_comment(
            comment=put_side(edition=edition, practice=practice, text=SAID, **who), **who
        )

    first = draft(site.fill(), site.drafter, title="Results")
    publish(first, site.drafter, site.approver, shown=say)
    card = catalogue.read(OTHER, "test.toml")
    version = start_from(catalogue=card, commissioner=site.area.commissioner, by=None, at=NOW)
    make_live(version=version, unagreed_reason="Needed by a test.", by=None, at=NOW)
    area = site.area
    for number in (1, 2, 3):
        area.record(number, "XACC01", numerator=80 + number, denominator=200)
    area.version, kept = version, area.version
    second = site.edition(run=area.band(), title="Results", at=NOW + DAY)
    area.version = kept
    return first, second


def read(client, at):
    answer = client.get(at)
    assert answer.status_code == 200, at
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return " ".join(content.decode().split())


def test_each_has_an_address_and_leads_to_the_other(client, site, both):
    first, second = (f"{site.base}2026-27-Q1/{one.number}/" for one in both)
    assert first != second
    one, other = read(client, first), read(client, site.base)
    assert "another scorecard: Other scorecard" in one and f'href="{site.base}"' in one
    assert "another scorecard: Small scorecard" in other and f'href="{first}"' in other
    assert "There are newer results" not in one, "they are others, not newer"
    assert "scorecard “Small scorecard”" in one and "scorecard “Other scorecard”" in other


def test_both_are_named_on_the_front_page_in_the_finder_and_on_the_map(client, site, both):
    first = f"{site.base}2026-27-Q1/{both[0].number}/"
    code = site.area.practices[0].code
    home, found = read(client, "/"), read(client, f"/?find={code}")
    assert f'href="{first}"' in home and f'href="{site.base}"' in home
    assert "(Small scorecard)" in home and "(Other scorecard)" in home
    assert f'href="{first}practices/{code}/"' in found
    assert f'href="{site.base}practices/{code}/"' in found
    listed = read(client, f"{site.base}sitemap.xml")
    assert f"{first}practices/{code}/</loc>" in listed
    assert f"{site.base}practices/{code}/</loc>" in listed


def test_lists_feed_and_data_say_of_which_scorecard_each_is(client, site, both):
    api = f"/api/v1/areas/{site.area.commissioner.slug}/"
    for at in ("editions/", "feed.atom"):
        said = read(client, f"{site.base}{at}")
        assert said.count("(Small scorecard)") == said.count("(Other scorecard)") == 1, at
    for at in ("editions", "changes"):
        names = {one["scorecard"] for one in client.get(f"{api}{at}").json()["items"]}
        assert names == {"Small scorecard", "Other scorecard"}, at
    for one, code in zip(both, ("ACC01", "XACC01"), strict=True):
        base = f"{site.base}2026-27-Q1/{one.number}/"
        rows = read(client, f"{base}figures.csv")
        assert f",{code}," in rows and ("XACC01" in rows) == (code == "XACC01")
        assert one.words["scorecard"] in read(client, f"{base}figures.csv-metadata.json")


def test_a_withdrawal_of_one_leaves_the_other_and_says_nothing_there(client, site, both):
    _, second = both
    editions.withdraw(edition=second, reason="Mixed up.", by=site.approver, at=NOW + 2 * DAY)
    said = read(client, site.base)
    assert "scorecard “Small scorecard”" in said and "Mixed up" not in said
    assert client.get(f"{site.base}2026-27-Q1/{second.number}/").status_code == 410


def test_what_practices_say_of_one_is_not_said_of_the_other(client, site, both):
    first, second = (f"{site.base}2026-27-Q1/{one.number}/practices.csv" for one in both)
    assert SAID in read(client, first)
    assert SAID not in read(client, second)
