"""The commissioner's first page, as each role sees it."""

import datetime as dt
import re
from types import SimpleNamespace

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Figure
from indicators.presenters.period_returns import period_returns
from indicators.services.collections import extend
from indicators.services.periods import open_collection
from indicators.services.queries import decline, raise_query
from practices.models import Practice
from practices.services.organisations import close_practice
from scorecard.accounts.roles import Role
from scorecard.calc.types import Band, NoBand
from scorecard.cards.presenters.eligibility import condition_tables
from scorecard.cards.services.agreement import open_consultation
from scorecard.cards.services.comments import comment
from scorecard.cards.services.versions import open_draft
from scorecard.dashboards.presenters.board_numbers import completeness
from scorecard.dashboards.presenters.links import Lists, Number
from scorecard.dashboards.presenters.overview import _complete
from scorecard.dashboards.presenters.to_do import ToDo
from scorecard.dashboards.selectors.board import WeightedBands
from scorecard.dashboards.selectors.overview import Weighted, conditions_met
from scorecard.dashboards.selectors.run_bands import bands_of
from scorecard.dashboards.selectors.waiting import waiting_in
from scorecard.dashboards.templatetags.dashboards import seen_to
from scorecard.publication.services.editions import propose
from tests.areas import CARD, Area
from tests.areas import NOW as MOMENT
from tests.dashboards.conftest import BEFORE, NOW, band_both, two_periods
from tests.editions import draft, show

OVERVIEW = reverse("area", args=["Z01"])
LINK = re.compile(r'<a href="([^"]+)"[^>]*><span class="overview__number">([\d,]+)')


def links(page: str) -> dict[str, int]:
    """Every number with the address of its list."""
    return {href.replace("&amp;", "&"): int(n.replace(",", "")) for href, n in LINK.findall(page)}


@pytest.fixture
def story(db):
    """Practice 1 fell by more than noise, 2 perhaps by chance, 3 rose; nothing else was sent."""
    area = Area(card=with_condition())
    two_periods(
        area,
        "ACC01",
        (1, (850, 1000), (500, 1000)),
        (2, (28, 33), (23, 33)),
        (3, (500, 1000), (900, 1000)),
    )
    band_both(area)
    return area


def test_the_figures_that_could_have_a_band_and_the_reds_of_a_practice_lead_to_them(story, reader):
    page = reader(story, Role.ANALYST)(OVERVIEW).page
    assert f'<a href="/area/Z01/grid/?period={NOW}">6 figures</a>' in page
    for why in re.findall(r"<a href=\"([^\"]*)#attention\">[^<]*overall", page):
        assert why.startswith("/area/Z01/practices/Z0100")
    assert "#attention" in page


def test_the_page_says_what_changed_and_by_more_than_noise(story, reader):
    read = reader(story, Role.ANALYST)
    text = read(OVERVIEW).text
    assert "3 banded, of 6 figures that were due (practices by weighted indicators): 50%." in text
    assert "3 no data" in text
    assert "1 band gained: 1 more than noise." in text
    assert "2 bands lost: 1 more than noise, 1 could be chance." in text
    assert "Access has the most red: 1 practice is red there." in text
    assert "Lost 1 band by more than noise: ACC01" in text


def test_every_number_leads_to_a_list_of_as_many(story, reader):
    read = reader(story, Role.ANALYST)
    ours = ("changed/bands", "practices/", "unbanded")
    found = links(read(OVERVIEW).page)
    counted = {href: n for href, n in found.items() if any(name in href for name in ours)}
    assert len(counted) > 12
    for href, number in counted.items():
        response = read(href)
        assert response.status_code == 200
        rows = len(re.findall(r'<tr role="row" class="nhsuk-table__row">', response.page))
        assert rows == number, href


@pytest.mark.parametrize("role", [Role.BOARD_READER, Role.ADMINISTRATOR, Role.LMC_REPRESENTATIVE])
def test_who_sees_no_results_is_told_of_nobody_by_a_count_of_one(story, reader, role):
    """Two practices lost a band and one gained one; of three one is red."""
    response = reader(story, role)(OVERVIEW)
    assert "Fewer than 3 practices lost a band." in response.text
    assert "Fewer than 3 practices gained a band." in response.text
    assert "Access: how many practices have which band cannot be told" in response.text
    assert links(response.page) == {}
    assert not re.search(r"\b[12] (bands?|practices?|is|are)\b", response.text)
    assert "Practice 1" not in response.text and "need attention" not in response.text


def test_who_sees_no_results_reads_what_many_stand_behind(db, reader):
    area = Area()
    area.practices += [area.add_practice(number) for number in range(4, 13)]
    figures = [(number, (90, 100), (90 if number > 4 else 10, 100)) for number in range(1, 13)]
    two_periods(area, "ACC01", *figures)
    band_both(area)
    text = reader(area, Role.BOARD_READER)(OVERVIEW).text
    assert "No band was gained." in text
    assert "4 bands were lost, 4 of them by more than noise." in text
    assert "Access: of 12 practices, 8 are green, 0 amber and 4 red" in text
    assert "12 of 24 figures that were due have a band (50%); the others: 12 no data." in text


def test_few_late_returns_are_not_counted_for_who_sees_no_practice(area, reader):
    collection = asked(area, timezone.localdate() - dt.timedelta(days=1))
    extend(
        collection=collection, practice=area.practices[0],
        deadline=timezone.localdate() + dt.timedelta(days=7), reason="Flood",
        by=area.user(Role.COMMISSIONING_LEAD), at=timezone.now(),
    )  # fmt: skip
    area.band()
    text = reader(area, Role.BOARD_READER)(OVERVIEW).text
    assert "Fewer than 3 returns are overdue for April to June 2026." in text
    assert "Fewer than 3 practices have more time" in text


def test_the_first_banded_period_has_nothing_to_be_held_against(area, reader):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.band()
    text = reader(area, Role.ANALYST)(OVERVIEW).text
    assert "This is the earliest banded period" in text
    assert "Gained" not in text


def test_before_anything_is_banded_it_says_what_to_do_and_what_waits(area, reader):
    asked(area, deadline=timezone.localdate() - dt.timedelta(days=1))
    text = reader(area, Role.ANALYST)(OVERVIEW).text
    assert "Nothing is banded yet. Open a period" in text
    assert "3 returns are overdue for April to June 2026." in text


def test_an_earlier_period_is_chosen_in_the_address(story, reader):
    read = reader(story, Role.ANALYST)
    assert "earliest banded period" in read(f"{OVERVIEW}?period={BEFORE}").text
    assert read(f"{OVERVIEW}?period=1999").status_code == 404


def test_the_page_takes_at_most_twelve_queries(story, reader, django_assert_max_num_queries):
    with_everything(story)
    read = reader(story, Role.ANALYST)
    with django_assert_max_num_queries(12):
        page = read(OVERVIEW)
    assert "need attention" in page.text and "Programme" in page.text


def asked(area: Area, deadline: dt.date, period: str = NOW):
    return open_collection(
        period=area.period(period),
        definitions=[area.definition("ACC01")],
        opens_on=min(deadline, timezone.localdate()) - dt.timedelta(days=1),
        deadline=deadline,
        by=None,
        at=MOMENT,
    )


def test_what_waits_is_all_that_its_list_shows(story, reader):
    """Not those that were decided: the number and its list agree."""
    figure = Figure.objects.filter(practice=story.practices[1]).first()
    lead = story.user(Role.CLINICAL_LEAD)
    query = raise_query(figure=figure, reason="Misread", proposed="", by=lead, at=MOMENT)
    decline(query=query, reason="It is right.", by=lead, at=MOMENT)
    with_everything(story)
    read = reader(story, Role.ANALYST)
    shown = links(read(OVERVIEW).page)
    queries, releases = (reverse(name, args=["Z01"]) for name in ("queries", "releases"))
    assert shown[f"{queries}?state=waiting"] == shown[f"{releases}?waiting=proposed"] == 1
    waiting = read(f"{queries}?state=waiting").text
    assert "Counted twice" in waiting and "It is right." not in waiting
    assert "It is right." in read(queries).text
    assert "Only releases that wait" in read(f"{releases}?waiting=proposed").text


def with_everything(area: Area) -> None:
    """A return, a query, a consultation with a comment, a condition, a drafted release."""
    analyst, now = area.user(Role.COMMISSIONING_LEAD), timezone.now()
    asked(area, timezone.localdate() - dt.timedelta(days=3), "2026-27-Q2")
    figure = Figure.objects.filter(practice=area.practices[0]).first()
    raise_query(figure=figure, reason="Counted twice", proposed="85", by=analyst, at=now)
    card_run = area.band()
    edition = show(draft(card_run, analyst, at=now), analyst)
    propose(edition=edition, by=analyst, at=now)
    consultation = open_consultation(
        version=open_draft(commissioner=area.commissioner, by=analyst, at=now),
        introduction="What do you think?",
        deadline=timezone.localdate() + dt.timedelta(days=28),
        by=analyst,
        at=now,
    )
    comment(
        consultation=consultation, party="patients", name="A group", text="Why?", by=None, at=now
    )


def with_condition(least: str = "amber") -> dict:
    """The small scorecard with a gateway: every weighted indicator at least amber, or green."""
    gateway = {
        "name": "Programme",
        "kind": "gateway",
        "leads_to": "Join.",
        "at_least": least,
        "indicators": ["ACC01", "VFM01"],
    }
    return {**CARD, "eligibility": [gateway]}


def test_what_waits_stands_with_its_number(story, reader):
    with_everything(story)
    read = reader(story, Role.ANALYST)
    text = read(OVERVIEW).text
    for words in (
        "Late 3 returns are overdue for July to September 2026.",
        "1 query waits for a decision.",
        "1 comment is not answered.",
        "1 release waits for a second person to approve.",
    ):
        assert words in text


def test_numbers_of_returns_are_those_of_the_list(area, reader):
    """Overdue, in time, sent and not asked, held against the page that names the practices."""
    today = timezone.localdate()
    collection = asked(area, today - dt.timedelta(days=1))
    lead = area.user(Role.COMMISSIONING_LEAD)
    area.record(1, "ACC01", numerator=90, denominator=100)  # nothing is left to send
    extend(
        collection=collection,
        practice=area.practices[1],
        deadline=today + dt.timedelta(days=7),
        reason="Flood",
        by=lead,
        at=timezone.now(),
    )
    area.practices.append(area.add_practice(4))
    gone = area.add_practice(5)
    close_practice(practice=gone, closed_on=dt.date(2026, 5, 1), successor=None, by=None, at=MOMENT)
    (returns,) = waiting_in(area.commissioner, today).returns
    listed = {
        state: len(period_returns(collection, today, state).lines)
        for state in ("overdue", "in_time", "")
    }
    assert listed == {"overdue": 2, "in_time": 1, "": 4}
    assert (returns.overdue, returns.unsent - returns.overdue) == (2, 1)
    assert returns.asked == listed[""]
    text = reader(area, Role.ANALYST)(OVERVIEW).text
    assert (
        "2 returns are overdue" in text
        and "1 practice has more time for April to June 2026." in text
    )


@pytest.mark.parametrize("least", ["amber", "green"])
def test_conditions_are_met_as_their_own_page_says(db, least):
    area = Area(card=with_condition(least))
    for number, events in ((1, 90), (2, 70), (3, 50)):
        area.record(number, "ACC01", numerator=events, denominator=100)
    for number in (1, 2):
        area.record(number, "VFM01", numerator=14000, denominator=100)
    area.practices.append(area.add_practice(4))
    card_run = area.band()
    (found,) = conditions_met(area.version, bands_of([card_run])[0])
    (table,) = condition_tables(card_run)
    page = [row.line.standing for row in table.rows]
    assert (found.met, found.not_met, found.unknown) == tuple(
        page.count(word) for word in ("Met", "Not met", "Cannot be said")
    )


@pytest.mark.parametrize("name", ["area", "area-practices", "band-changes", "unbanded"])
@pytest.mark.parametrize(
    "query",
    [
        "?band=purple&domain=-1&way=sideways&chance=9&reason=x&page=10" + "0" * 30,
        "?page=-1&domain=%EF%BF%BD&band=" + "x" * 5000,
        "?domain=9&moved=%E2%80%AEup&practice=" + "Z" * 300,
    ],
)
def test_odd_choices_are_answered_in_words(story, reader, name, query):
    response = reader(story, Role.ANALYST)(reverse(name, args=["Z01"]) + query)
    assert response.status_code == 200
    if name != "area":
        assert "There is no " in response.text or "No band of the practice" in response.text


@pytest.mark.parametrize("name", ["area-practices", "band-changes", "unbanded"])
def test_lists_have_words_before_anything_is_banded_and_in_the_first_period(area, reader, name):
    read = reader(area, Role.ANALYST)
    assert "Nothing is banded yet." in read(reverse(name, args=["Z01"])).text
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.band()
    assert read(reverse(name, args=["Z01"])).status_code == 200


def test_changes_as_a_file_are_those_of_the_page(story, client):
    client.force_login(story.user(Role.CLINICAL_LEAD))
    address = reverse("band-changes-csv", args=["Z01"]) + "?way=lost"
    lines = client.get(address).getvalue().decode("utf-8-sig").splitlines()
    first = "Z01001,Practice 1,ACC01,Seen within two days,Green,Red,85.0,50.0,more than noise"
    assert lines[1] == first and len(lines) == 3


def test_long_and_right_to_left_names_stand_as_text(area, reader):
    Practice.objects.filter(pk=area.practices[0].pk).update(name="מרפאה <b>" + "x" * 290)
    area.record(1, "ACC01", numerator=10, denominator=100)
    area.record(1, "VFM01", numerator=20000, denominator=100)
    area.band()
    page = reader(area, Role.ANALYST)(OVERVIEW).page
    assert "מרפאה &lt;b&gt;" in page


def test_what_does_not_apply_is_not_due_as_in_the_paper_of_the_board():
    kinds = (NoBand.BANDED, NoBand.BANDED, NoBand.NO_DATA, NoBand.NOT_APPLICABLE)
    states = np.array([kinds], np.int8)
    bands = np.array([[Band.GREEN, Band.RED, Band.NONE, Band.NONE]], np.int8)
    run = SimpleNamespace(columns={1: SimpleNamespace(states=states[0])})
    said = _complete(run, Weighted((), {1: 1}), Lists("Z01", "", ()))
    paper = completeness(WeightedBands(("Access",), (1,), bands, states))
    assert (said.banded.number, said.due) == (paper.banded, paper.due) == (2, 3)
    assert [one.words for one in said.reasons] == ["no data", "not applicable, so not due"]


def test_who_sees_to_what_a_reader_cannot_open_is_said():
    told = ToDo(Number(5, "queries wait for a decision"))
    said = "What has no link here is seen to by analysts and commissioning leads."
    assert seen_to([told]) == said
    assert seen_to([ToDo(Number(5, "queries wait", "/area/Z01/queries/"))]) == ""
