"""Whoever opens any one page with figures, from a search engine say, is told there what its colours
mean, where the figures come from, of when they are, and by what good and bad were judged."""

import re
from itertools import product

import pytest

from scorecard.accounts.roles import Role
from scorecard.publication.levels import CHOSEN, OPEN, Audience, Detail, Levels
from tests.architecture.access_table import TABLE
from tests.areas import CARD, Area
from tests.website.conftest import Site

SOURCE = "Returns of the practices"
WITH_SOURCE = {**CARD, "indicators": [{**one, "source": SOURCE} for one in CARD["indicators"]]}
# Pages of the site that show no figure: a list of editions.
NO_FIGURES = {"public-editions"}
KINDS = {
    "public": "",
    "public-practice": "practices/Z01001/",
    "public-indicator": "indicators/ACC01/",
    "public-practice-easy": "practices/Z01001/easy-read/",
    "public-practice-large": "practices/Z01001/large-print/",
    "public-practice-block": "practices/Z01001/block/",
    "public-edition": "2026-27-Q1/1/",
    "public-edition-practice": "2026-27-Q1/1/practices/Z01001/",
    "public-edition-indicator": "2026-27-Q1/1/indicators/ACC01/",
    "public-edition-practice-easy": "2026-27-Q1/1/practices/Z01001/easy-read/",
    "public-edition-practice-large": "2026-27-Q1/1/practices/Z01001/large-print/",
}
EXPLAINED = {
    "what colours mean": r"needs attention|Good, by the level|Green means good",
    "the source": SOURCE,
    "of when it is": r"April to June 2026",
    "when it was made": r"[Ww]orked out on|made on|Published on",
    "by what it is judged": r"agreed (locally|by)|Compared with",
}
LEVELS = {
    "by name": OPEN,
    "without names": Levels(dict.fromkeys(CHOSEN, Detail.NAMED), {
        "ACC01": {Audience.PUBLIC: Detail.ANONYMISED}
    }),
    "the whole alone": Levels(dict.fromkeys(CHOSEN, Detail.NAMED), {
        "ACC01": {Audience.PUBLIC: Detail.AGGREGATE}
    }),
}  # fmt: skip


class Sourced(Site):
    def __init__(self):
        self.area = Area(card=WITH_SOURCE)
        self.drafter = self.area.user(Role.ANALYST)
        self.approver = self.area.user(Role.COMMISSIONING_LEAD)
        self.base = f"/results/{self.area.commissioner.slug}/"


@pytest.fixture(params=LEVELS, ids=str)
def said(request, db, client):
    """By kind of page the text that a reader sees there."""
    site = Sourced()
    site.edition(levels=LEVELS[request.param])
    found = {}
    for name, below in KINDS.items():
        answer = client.get(site.base + below)
        assert answer.status_code == 200, name
        body = answer.content.decode().partition("<main")[2].partition("</main>")[0]
        found[name] = " ".join(re.sub(r"<[^>]*>", " ", body).split())
    return found


def test_every_kind_of_page_is_read():
    """A new page of the public site has to explain itself too."""
    assert {name for name in TABLE if name.startswith("public")} == KINDS.keys() | NO_FIGURES


def test_each_page_explains_itself(said):
    missing = [
        (name, what)
        for (name, text), (what, words) in product(said.items(), EXPLAINED.items())
        if not re.search(words, text)
    ]
    assert missing == []
