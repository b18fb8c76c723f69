"""An edition: frozen when drafted, looked at by practices, opened by a second person."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from scorecard.publication.levels import Audience
from scorecard.publication.lifecycle import Step
from scorecard.publication.presenters.pages import contents_page, indicator_page, practice_page
from scorecard.publication.selectors.editions import editions_of, state_of
from scorecard.publication.selectors.public import current
from scorecard.publication.selectors.told import Told
from scorecard.publication.services import editions
from tests.areas import NOW
from tests.editions import DAY, draft, publish


@pytest.fixture
def edition(area, analyst):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.record(2, "ACC01", numerator=3, denominator=100)
    return draft(area.band(), analyst)


@pytest.fixture
def told(edition):
    return Told(edition, Audience.PUBLIC)


def pages_of(told):
    practices = list(told.practices)
    pages = [contents_page(told, practices)]
    pages += [practice_page(told, one) for one in practices]
    return [*pages, *(indicator_page(told, one) for one in told.indicators)]


def test_it_says_every_practice_and_indicator(told, area):
    page = contents_page(told, list(told.practices))
    assert [one["code"] for one in page["practices"]] == [one.code for one in area.practices]
    assert [one["code"] for one in page["indicators"]] == ["ACC01", "VFM01"]


def test_a_small_count_is_nowhere_in_it(told, area):
    page = practice_page(told, told.practice(area.practices[1].code))
    first = page["domains"][0]["lines"][0]
    assert (first["value"], first["band"]) == ("Withheld", 0)
    indicator = indicator_page(told, told.indicator("ACC01"))
    assert "3.0%" not in str(indicator["chart"]) and "90.0%" in str(indicator["chart"])
    assert "46.5" not in str(indicator), "the area's value"


def test_a_score_with_a_withheld_figure_is_not_told(told, area):
    shown, hidden = (practice_page(told, told.practice(one.code)) for one in area.practices[:2])
    assert hidden["domains"][0]["score"]["word"] == "Withheld"
    assert (hidden["overall"]["score"], shown["overall"]["score"]) == ("", "100")


def test_later_runs_and_corrections_change_nothing_in_it(told, edition, area):
    before = pages_of(told)
    area.record(1, "ACC01", numerator=10, denominator=100)
    area.band()
    assert pages_of(Told(edition, Audience.PUBLIC)) == before


def test_it_goes_from_step_to_step(edition, analyst, lead, area):
    assert state_of(edition) is Step.DRAFTED
    publish(edition, analyst, lead)
    assert state_of(edition) is Step.PUBLISHED
    assert current(area.commissioner.slug) == edition
    editions.withdraw(edition=edition, reason="Two were mixed up.", by=lead, at=NOW + 3 * DAY)
    assert current(area.commissioner.slug).state == Step.WITHDRAWN
    assert editions_of(area.commissioner).get().state == Step.WITHDRAWN


def test_nobody_approves_their_own_proposal(edition, lead):
    editions.open_preview(edition=edition, until=NOW + DAY, by=lead, at=NOW)
    editions.propose(edition=edition, by=lead, at=NOW + 2 * DAY)
    with pytest.raises(ValidationError, match="A second person has to approve it"):
        editions.approve(edition=edition, by=lead, at=NOW + 2 * DAY)
    with pytest.raises(IntegrityError, match="somebody_else_approves"), transaction.atomic():
        edition.steps.create(number=9, step=Step.APPROVED, by=lead, proposed_by=lead, at=NOW)


def test_it_is_not_proposed_before_practices_had_their_time(edition, lead):
    editions.open_preview(edition=edition, until=NOW + DAY, by=lead, at=NOW)
    with pytest.raises(ValidationError, match="Practices have until 16 July 2026"):
        editions.propose(edition=edition, by=lead, at=NOW)


def test_a_step_out_of_turn_says_what_comes_first(edition, lead):
    with pytest.raises(ValidationError, match=r"is drafted, so you cannot publish it\. Show it"):
        editions.publish(edition=edition, by=lead, at=NOW)


def test_a_correction_names_what_it_corrects_and_why(edition, area, analyst, lead):
    publish(edition, analyst, lead)
    area.record(1, "ACC01", numerator=91, denominator=100)
    run = area.band()
    with pytest.raises(ValidationError, match="Draft a correction of it"):
        draft(run, analyst)
    with pytest.raises(ValidationError, match="Say what was wrong"):
        draft(run, analyst, corrects=edition)
    second = draft(run, analyst, corrects=edition, reason="A practice's count was mended.")
    publish(second, analyst, lead)
    assert (state_of(edition), state_of(second)) == (Step.CORRECTED, Step.PUBLISHED)
    assert current(area.commissioner.slug) == second
