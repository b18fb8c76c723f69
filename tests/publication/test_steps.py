"""What is refused on the way to publication, what has to be known, and who is told."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from indicators.models import Figure, Query
from indicators.services.queries import raise_query, uphold
from scorecard.accounts.roles import Role
from scorecard.publication.levels import AMONG_PRACTICES, FIRST_YEAR, OPEN, Audience
from scorecard.publication.lifecycle import Step
from scorecard.publication.presenters.changes import changes
from scorecard.publication.selectors.editions import state_of
from scorecard.publication.selectors.told import Told
from scorecard.publication.services import editions
from scorecard.publication.services.preview_notices import tell_practices
from scorecard.publication.services.rules import set_rules
from tests.areas import NOW
from tests.editions import DAY, draft, publish, show

SOON = NOW + DAY


@pytest.fixture
def run(area):
    for number, seen in ((1, 90), (2, 70), (3, 50)):
        area.record(number, "ACC01", numerator=seen, denominator=100)
    return area.band()


@pytest.fixture
def edition(run, analyst):
    return show(draft(run, analyst), analyst)


def approved(edition, analyst, lead):
    editions.propose(edition=edition, by=analyst, at=NOW)
    editions.approve(edition=edition, by=lead, at=NOW)
    return edition


def queried(area, by):
    figure = Figure.objects.get(practice=area.practices[0], indicator__code="ACC01")
    return raise_query(figure=figure, reason="Counted twice", proposed="85", by=by, at=NOW)


def test_who_publishes_figures_under_query_has_to_say_that_they_know(area, edition, analyst):
    queried(area, analyst)
    with pytest.raises(ValidationError, match="1 figure is under query and not decided"):
        editions.propose(edition=edition, by=analyst, at=NOW)
    with pytest.raises(ValidationError, match="under query"):
        editions.propose(edition=edition, by=analyst, at=NOW, queried=2)
    assert editions.propose(edition=edition, by=analyst, at=NOW, queried=1).details["queried"] == 1


def test_a_figure_that_was_found_wrong_is_not_published(area, edition, analyst, lead):
    queried(area, analyst)
    given = {"reason": "Yes.", "numerator": 85, "denominator": 100, "by": lead, "at": NOW}
    uphold(query=Query.objects.get(), **given)
    with pytest.raises(ValidationError, match="Band the period again and draft the edition"):
        editions.propose(edition=edition, by=analyst, at=NOW)


def test_results_that_are_not_the_newest_are_published_only_with_a_reason(area, edition, analyst):
    later = NOW + dt.timedelta(hours=1)
    run = area.band().run
    run.finished_at = later
    run.save()
    with pytest.raises(ValidationError, match="The period was banded again on 15 July 2026"):
        editions.propose(edition=edition, by=analyst, at=later)
    why = "The new run holds figures that practices have not seen."
    assert why in editions.propose(edition=edition, by=analyst, at=later, stale=why).note


def test_what_came_up_after_the_approval_stops_the_publication(area, edition, analyst, lead):
    approved(edition, analyst, lead)
    queried(area, analyst)
    with pytest.raises(ValidationError, match="Since it was approved, more figures"):
        editions.publish(edition=edition, by=lead, at=NOW)


def test_an_edition_follows_no_rules_that_were_replaced(area, edition, analyst, lead):
    approved(edition, analyst, lead)
    set_rules(scorecard=area.version.scorecard, levels=FIRST_YEAR, by=lead, at=NOW, reason="LMC")
    with pytest.raises(ValidationError, match="decided anew since this was drafted"):
        editions.publish(edition=edition, by=lead, at=NOW)


def test_a_published_edition_keeps_what_it_tells_when_levels_change(area, edition, analyst, lead):
    editions.publish(edition=approved(edition, analyst, lead), by=lead, at=NOW)
    set_rules(scorecard=area.version.scorecard, levels=FIRST_YEAR, by=lead, at=NOW, reason="LMC")
    edition.refresh_from_db()
    assert len(Told(edition, Audience.PUBLIC).named) == 3


def test_an_edition_is_published_at_its_time(edition, analyst, lead):
    approved(edition, analyst, lead)
    with pytest.raises(ValidationError, match="That time has passed"):
        editions.schedule(edition=edition, publish_at=NOW, by=lead, at=NOW)
    editions.schedule(edition=edition, publish_at=SOON, by=lead, at=NOW)
    assert editions.publish_due(at=NOW) == []
    (step,) = editions.publish_due(at=SOON)
    assert (step.step, step.by, state_of(edition)) == (Step.PUBLISHED, None, Step.PUBLISHED)
    assert editions.publish_due(at=SOON) == []


def test_what_may_not_be_published_at_its_time_goes_back_and_says_why(area, edition, analyst, lead):
    approved(edition, analyst, lead)
    editions.schedule(edition=edition, publish_at=SOON, by=lead, at=NOW)
    set_rules(scorecard=area.version.scorecard, levels=FIRST_YEAR, by=lead, at=NOW, reason="LMC")
    (step,) = editions.publish_due(at=SOON)
    assert step.step == Step.PREVIEW
    assert step.note.startswith("Not published at its time. Who is told what was decided anew")


def test_two_people_at_once_do_not_take_two_steps(edition, analyst, lead):
    seen = edition.steps.count()
    editions.propose(edition=edition, by=analyst, at=NOW, after=seen)
    with pytest.raises(ValidationError, match="analyst took a step meanwhile: it is proposed now"):
        editions.give_up(edition=edition, reason="No.", by=lead, at=NOW, after=seen)


def test_an_edition_goes_back_only_with_a_reason(edition, analyst, lead):
    editions.propose(edition=edition, by=analyst, at=NOW)
    with pytest.raises(ValidationError, match="Say why it goes back"):
        editions.send_back(edition=edition, reason=" ", until=SOON, by=lead, at=NOW)
    editions.send_back(edition=edition, reason="Look again.", until=SOON, by=lead, at=NOW)
    assert state_of(edition) is Step.PREVIEW


def test_each_practice_with_a_manager_is_told_of_a_preview_once(area, edition):
    one = area.practices[0]
    area.user(Role.PRACTICE_MANAGER, one)
    step = edition.steps.get(step=Step.PREVIEW)
    assert (tell_practices(step=step, at=NOW), tell_practices(step=step, at=NOW)) == (1, 0)
    (message,) = mail.outbox
    assert message.subject == "Practice 1: look at what will be published about you"
    html = message.alternatives[0].content
    assert all("15 July 2026" in said and "90" not in said for said in (message.body, html))


def test_a_correction_lists_what_readers_will_find_changed(area, edition, analyst, lead):
    editions.publish(edition=approved(edition, analyst, lead), by=lead, at=NOW)
    area.record(2, "ACC01", numerator=91, denominator=100)
    second = draft(area.band(), analyst, corrects=edition, reason="Practice 2 sent a new count.")
    (found,) = changes(*(Told(one, Audience.PUBLIC) for one in (edition, second))).figures
    assert (found.practice, found.before, found.now) == (
        "Practice 2",
        ("70.0%", "Amber"),
        ("91.0%", "Green"),
    )


def test_of_what_an_audience_is_not_told_no_change_is_told_either(area, analyst, run, lead):
    first = publish(draft(run, analyst, levels=AMONG_PRACTICES), analyst, lead)
    area.record(2, "ACC01", numerator=91, denominator=100)
    again = {"levels": AMONG_PRACTICES, "corrects": first, "reason": "A new count."}
    second = draft(area.band(), analyst, **again)
    public, board = (
        changes(Told(first, one), Told(second, one)) for one in (Audience.PUBLIC, Audience.BOARD)
    )
    assert (len(public.figures), len(board.figures)) == (0, 1)


def test_the_first_year_tells_the_public_nothing(area, analyst, run, lead):
    edition = publish(draft(run, analyst, levels=FIRST_YEAR), analyst, lead)
    public = Told(edition, Audience.PUBLIC)
    assert not public.indicators and not public.practices
    assert OPEN.share(Audience.PUBLIC, ["A", "B"]) == (2, 2)
