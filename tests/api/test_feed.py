"""The feed of an area: what was published, corrected and withdrawn."""

import xml.etree.ElementTree as ET

from scorecard.publication.levels import FIRST_YEAR
from scorecard.publication.services import editions
from tests.areas import NOW
from tests.editions import DAY, draft, publish

ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(client, area):
    response = client.get(f"/results/{area.commissioner.slug}/feed.atom")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)


def texts(feed, name):
    return [one.findtext(ATOM + name) for one in feed.iter(ATOM + "entry")]


def test_each_step_is_an_entry_with_an_id_of_its_own(client, edition, area, analyst, lead):
    second = draft(area.band(), analyst, corrects=edition, reason="A count < was mended.")
    publish(second, analyst, lead)
    editions.withdraw(edition=second, reason="Mixed up.", by=lead, at=NOW + 3 * DAY)
    feed = feed_of(client, area)
    assert texts(feed, "title") == [
        "First (Small scorecard), edition 2: withdrawn",
        "First (Small scorecard), edition 1: replaced by a later edition",
        "First (Small scorecard), edition 2: published",
        "First (Small scorecard), edition 1: published",
    ]
    ids = texts(feed, "id")
    assert len(set(ids)) == 4 and all(one.startswith("tag:testserver,2026-07-1") for one in ids)
    assert texts(feed, "summary")[0] == "Mixed up."
    for name in ("id", "title", "updated"):
        assert feed.findtext(ATOM + name)
    assert all(texts(feed, "updated"))
    assert feed.findtext(ATOM + "updated") == texts(feed, "updated")[0]
    assert feed.find(f"{ATOM}author/{ATOM}name").text


def test_ids_never_change(client, edition, area, lead):
    before = texts(feed_of(client, area), "id")
    editions.withdraw(edition=edition, reason="Mixed up.", by=lead, at=NOW + 3 * DAY)
    assert texts(feed_of(client, area), "id")[1:] == before


def test_there_is_none_before_anything_is_public(client, area, analyst, lead):
    address = f"/results/{area.commissioner.slug}/feed.atom"
    publish(draft(area.band(), analyst, levels=FIRST_YEAR), analyst, lead)
    assert client.get(address).status_code == 404
