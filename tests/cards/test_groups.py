"""An indicator compared by groups of one's own making, from the run to the page of a result."""

import datetime as dt

import pytest
from django.urls import reverse

from indicators.selectors.definitions import data_of
from indicators.selectors.results import results_of
from practices.services.atypical import ALWAYS, flag_atypical
from practices.services.groups import leave_group, make_group, make_group_set, place_in_group
from scorecard.accounts.roles import Role
from scorecard.calc.types import Band, NoBand
from scorecard.cards.places import place_of
from scorecard.cards.presenters.banding_preview import preview_of
from scorecard.cards.selectors.pictures import NOTHING, Change, picture
from scorecard.cards.services.rejudging import bands_of
from tests.areas import CARD, NOW, PROPORTION, Area

G, A, R = Band.GREEN, Band.AMBER, Band.RED
INTERVAL = {"rule": "interval", "confidence": 95}
BY = {"by": None, "at": NOW}
SEEN = (90, 70, 50, 20, 30)


def area_by(group_set="Localities", seen=SEEN, **changes):
    """Five practices: of the first three and the last two each is in one group."""
    first = {**PROPORTION, "comparator": "group", "comparator_group": group_set, **changes}
    area = Area(card={**CARD, "indicators": [first, *CARD["indicators"][1:]]})
    area.practices += [area.add_practice(number) for number in (4, 5)]
    for number, count in enumerate(seen, start=1):
        area.record(number, "ACC01", numerator=count, denominator=100)
    return area


def localities(area, *groups, since=dt.date(2024, 4, 1), name="Localities"):
    """A set whose groups hold the practices of these numbers."""
    made = make_group_set(commissioner=area.commissioner, name=name, why="A test.", **BY)
    return [
        in_group(area, made, label, numbers, since)
        for label, numbers in zip("EWNS", groups, strict=False)
    ]


def in_group(area, made, label, numbers, since):
    group = make_group(group_set=made, name=label, why="A test.", **BY)
    codes = [area.practices[number - 1].code for number in numbers]
    if codes:
        place_in_group(group=group, codes=codes, starts_on=since, **BY)
    return group


def found(card_run, code="ACC01"):
    return list(results_of(card_run.run).filter(definition__indicator__code=code))


def marks(card_run):
    return [result.benchmark and round(result.benchmark, 6) for result in found(card_run)]


def page_of(client, area, number):
    client.force_login(area.user(Role.ANALYST))
    code = area.practices[number - 1].code
    answer = client.get(reverse("area-result", args=["Z01", code, "ACC01"]))
    return " ".join(answer.text.split())


def test_each_practice_is_compared_with_the_others_of_its_group(db):
    area = area_by()
    localities(area, (1, 2, 3), (4, 5))
    card_run = area.band()
    assert marks(card_run) == [60, 70, 80, None, None]
    assert found(card_run)[0].benchmark_name == "the other practices of its group in “Localities”"


def test_a_rule_that_compares_bands_by_the_group_and_says_why_not(client, db):
    area = area_by(rule=INTERVAL)
    localities(area, (1, 2, 3), (4, 5))
    results = found(area.band())
    assert [one.band for one in results] == [G, A, R, 0, 0]
    assert [one.no_band for one in results[3:]] == [NoBand.NO_COMPARISON] * 2
    page = page_of(client, area, 4)
    assert (
        "on the last day of the period this practice was in no group of “Localities”, or fewer"
        " than 2 others of its group have a value" in page
    )


def test_equal_parts_are_those_of_the_group(db):
    area = area_by(rule={"rule": "quantile", "k": 3, "green_to": 1, "red_from": 3})
    localities(area, (1, 2, 3), (4, 5))
    results = found(area.band())
    assert [one.band for one in results] == [G, A, R, 0, 0]


def test_a_name_of_a_set_is_found_in_capitals_or_not(db):
    area = area_by("LOCALITIES")
    localities(area, (1, 2, 3))
    assert marks(area.band())[:3] == [60, 70, 80]


@pytest.mark.parametrize("made", ["no set", "no group", "nobody"])
def test_a_set_that_is_gone_or_empty_is_words_and_no_crash(client, db, made):
    area = area_by(rule=INTERVAL)
    if made != "no set":
        localities(area, *([()] if made == "nobody" else []))
    card_run = area.band()
    assert marks(card_run) == [None] * 5
    assert {one.no_band for one in found(card_run)} == {NoBand.NO_COMPARISON}
    page = page_of(client, area, 1)
    said = {"no set": "There is no set of groups called “Localities”."}
    assert said.get(made, "In no group of “Localities” on 30 June 2026") in page
    indicator = client.get(reverse("indicator", args=["Z01", "ACC01"])).text
    assert "so no practice has anybody to be compared with" in indicator


def test_a_practice_that_moved_counts_where_it_was_on_the_last_day_and_the_page_says_so(client, db):
    area = area_by()
    _, west = localities(area, (1, 2, 3), (4, 5))
    code = area.practices[2].code
    place_in_group(group=west, codes=[code], starts_on=dt.date(2026, 6, 30), **BY)
    assert marks(area.band()) == [None, None, 25, 40, 35]
    said = "W, since 30 June 2026: what counts is the last day of the period, 30 June 2026."
    assert said in page_of(client, area, 3)
    assert marks(area.band("2026-27-Q1")) == marks(area.band())


def test_a_move_after_the_period_changes_nothing_in_it(db):
    area = area_by()
    _, west = localities(area, (1, 2, 3), (4, 5))
    code = area.practices[2].code
    place_in_group(group=west, codes=[code], starts_on=dt.date(2026, 7, 1), **BY)
    assert marks(area.band()) == [60, 70, 80, None, None]


def test_who_left_the_group_has_nobody_to_be_compared_with(db):
    area = area_by()
    [east] = localities(area, (1, 2, 3, 4))
    [membership] = east.memberships.filter(practice=area.practices[3])
    leave_group(membership=membership, ends_on=dt.date(2026, 6, 30), **BY)
    assert marks(area.band()) == [60, 70, 80, None, None]


def test_an_atypical_practice_is_in_nobodys_group_and_has_one(db):
    area = area_by()
    odd = {"practice": area.practices[2], "reason": "serves homeless people"}
    flag_atypical(**odd, starts_on=ALWAYS, **BY)
    localities(area, (1, 2, 3, 4))
    assert marks(area.band()) == [45, 55, 60, 80, None]


def test_what_if_and_preview_compare_by_the_same_groups(db):
    area = area_by(rule=INTERVAL)
    localities(area, (1, 2, 3), (4, 5))
    card_run = area.band()
    seen = picture(area.version, card_run)
    at = next(n for n, item in enumerate(seen.items) if item.definition.code == "ACC01")
    assert bands_of(seen, NOTHING).bands[:, at].tolist() == [G, A, R, 0, 0]
    to_area = Change(comparators={seen.items[at].pk: ("area", None)})
    assert bands_of(seen, to_area).bands[:, at].tolist() == [G, G, A, R, R]
    definition = area.definition("ACC01")
    item = area.version.items.get(definition=definition)
    shown = preview_of(
        area.commissioner, definition, data_of(definition), place_of(item), area.version, NOW.date()
    )
    assert {words.word: count for words, count in shown.counts}["Green"] == 1


def test_a_group_that_changes_changes_the_hash_of_a_run(db):
    area = area_by()
    east, _ = localities(area, (1, 2, 3), (4, 5))
    before = area.band().run.inputs_hash
    assert area.band().run.inputs_hash == before
    leave_group(membership=east.memberships.first(), ends_on=dt.date(2026, 6, 30), **BY)
    assert area.band().run.inputs_hash != before
