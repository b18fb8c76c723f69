"""A board that is told of all together is told nothing that is of one practice.

Two practices exchange all of their figures. Whatever is of all together stays the same; whatever
differs would be of one of them.
"""

import json
import re

import pytest
from django.urls import reverse

from scorecard.accounts.roles import Role
from scorecard.publication.levels import OPEN, Audience, Detail, Levels
from scorecard.publication.presenters import pages
from scorecard.publication.selectors.told import Told
from scorecard.publication.services.comments import accept_comment, put_side
from tests.areas import NOW
from tests.editions import draft, show
from tests.publication.walk.crawl import PASSING

BOARD = Levels({**OPEN.table, Audience.BOARD: Detail.AGGREGATE})
SAID = "Our telephones were out of order."
FIGURES = {1: (90, 14000), 2: (20, 31000), 3: (70, 15500), 4: (95, 14100), 5: (88, 15000)}


@pytest.fixture
def people(area):
    reader = area.user(Role.PRACTICE_MANAGER, area.practices[2])
    return {"lead": area.user(Role.COMMISSIONING_LEAD), "manager": reader}


@pytest.fixture
def edition(area, people):
    area.practices += [area.add_practice(number) for number in (4, 5)]

    def with_order(order):
        for number, whose in enumerate(order, 1):
            seen, cost = FIGURES[whose]
            area.record(number, "ACC01", numerator=seen, denominator=120)
            area.record(number, "VFM01", numerator=cost, denominator=100)
        edition = show(draft(area.band(), people["lead"], levels=BOARD), people["lead"])
        who = {"by": people["lead"], "at": NOW}
        practice = area.practices[order[0] - 1]
        told = {"edition": edition, "practice": practice, "text": SAID}
        for code in ("ACC01", ""):
            about = Told(edition, Audience.OWN, practice).indicator(code) if code else None
            accept_comment(comment=put_side(indicator=about, **told, **who), **who)
        return edition

    return with_order


def read(client, area, people, edition):
    """By name every channel in the eyes of the board."""
    told = Told(edition, Audience.BOARD)
    found = {"contents as data": pages.contents_page(told, list(told.practices))}
    for one in told.indicators:
        found[f"{one.code} as data"] = pages.indicator_page(told, one)
    found = {name: json.dumps(page, default=str) for name, page in found.items()}
    client.force_login(people["lead"])
    staff = [area.commissioner.code, edition.pk, "board"]
    asked = [reverse("release-contents", args=staff)]
    asked += [reverse("release-indicator", args=[*staff, code]) for code in ("ACC01", "VFM01")]
    asked += [reverse("release-practice", args=[*staff, one.code]) for one in area.practices]
    found |= {at: _text(client, at, edition) for at in asked}
    client.force_login(people["manager"])
    own = [area.practices[2].code, edition.pk, "board"]
    at = reverse("practice-release-as", args=own)
    return found | {at: _text(client, at, edition)}


def _text(client, at, edition):
    """Without the address itself, which pages repeat."""
    answer = client.get(at)
    if answer.status_code != 200:
        return str(answer.status_code)
    said = PASSING.sub("", answer.content.decode()).replace(at, "")
    return re.sub(rf"(/releases/|Z01\d* ){edition.pk}\b", r"\1", said)


def _anybodys(found, edition):
    return {
        re.sub(rf"/releases/{edition.pk}/", "/releases/", at): said for at, said in found.items()
    }


def test_whichever_of_two_practices_has_which_figures_the_board_reads_the_same(
    client, area, people, edition
):
    first, second = edition((1, 2, 3, 4, 5)), edition((2, 1, 3, 4, 5))
    one, other = (_anybodys(read(client, area, people, each), each) for each in (first, second))
    assert one == other
    assert "60.5% all together" in " ".join(one.values()), "something is told"


def test_no_practice_is_named_and_nothing_that_one_says_is_told(client, area, people, edition):
    said = read(client, area, people, edition((1, 2, 3, 4, 5)))
    reader = area.practices[2]
    for at, text in said.items():
        body = text[text.find("<main") :] if "<main" in text else text
        for practice in area.practices:
            if practice != reader:
                assert practice.name not in body and practice.code not in body, at
        assert SAID not in text, at


def test_what_is_of_one_practice_would_be_found(client, area, people, edition, monkeypatch):
    first, second = edition((1, 2, 3, 4, 5)), edition((2, 1, 3, 4, 5))
    monkeypatch.setattr(Told, "detail", lambda told, indicator: Detail.NAMED)
    one, other = (_anybodys(read(client, area, people, each), each) for each in (first, second))
    assert one != other
