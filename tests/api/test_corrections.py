"""What every public channel says of a correction: only what the public was told of before."""

import json

import pytest

from scorecard.publication.levels import FIRST_YEAR, OPEN
from tests.api.conftest import at, text_of
from tests.editions import draft, publish

WHY = "The count of a practice was mended, as agreed with it."


def channels(client, edition):
    """By name what anybody is told of an edition and its area."""
    slug = edition.release.scorecard.commissioner.slug
    period = edition.release.period.code
    api = f"/api/v1/areas/{slug}"
    addresses = {
        "page": at(edition),
        "area": f"/results/{slug}/",
        "practice": at(edition, "practices/Z01001/"),
        "editions": f"/results/{slug}/editions/",
        "feed": f"/results/{slug}/feed.atom",
        "metadata": at(edition, "figures.csv-metadata.json"),
        "api": f"{api}/editions/{period}/{edition.number}",
        "api of all": f"{api}/editions",
        "changes": f"{api}/changes",
    }
    found = {name: client.get(address) for name, address in addresses.items()}
    assert all(one.status_code == 200 for one in found.values()), found
    return {name: text_of(one) for name, one in found.items()}


@pytest.fixture
def both(area, analyst, lead):
    """An edition by these levels, and a public correction of it."""

    def published(levels):
        first = publish(draft(area.band(), analyst, levels=levels), analyst, lead)
        area.record(3, "ACC01", numerator=90, denominator=100)
        again = draft(area.band(), analyst, levels=OPEN, corrects=first, reason=WHY)
        return first, publish(again, analyst, lead)

    return published


def test_where_the_public_was_never_told_nothing_says_that_it_corrects(client, both):
    first, second = both(FIRST_YEAR)
    assert client.get(at(first)).status_code == 404
    for name, said in channels(client, second).items():
        assert WHY not in said, name
        assert "orrects edition" not in said and "orrects an earlier" not in said, name
    assert json.loads(channels(client, second)["api"])["corrects"] is None


def test_where_it_was_told_every_channel_says_why(client, both):
    _, second = both(OPEN)
    for name, said in channels(client, second).items():
        assert WHY in said, name
    assert "Corrects edition 1." in channels(client, second)["editions"]


def test_the_metadata_of_a_corrected_edition_say_so(client, both):
    first, second = both(OPEN)
    notes = json.loads(channels(client, first)["metadata"])["notes"]
    said = [one["dc:description"] for one in notes]
    assert any(f"by edition {second.number}: {WHY}" in one for one in said), said
