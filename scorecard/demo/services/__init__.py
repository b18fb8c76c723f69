"""Writing the demo, only through the services that the screens use."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment
from scorecard.demo.services import (
    agreement,
    assessments,
    collecting,
    disputes,
    learning,
    measures,
    organisations,
    people,
    questionnaire,
    releases,
    results,
    returns,
    unfinished,
    verifying,
    watching,
)
from scorecard.demo.services.area import Area
from scorecard.demo.services.people import Account
from scorecard.demo.world import DemoArea, World

# Everything was set up before the first quarter of the largest demo began.
SET_UP = dt.date(2023, 5, 2)


@transaction.atomic
def seed(world: World) -> list[Account]:
    """Write `world` into an empty database, all of it or nothing; the accounts with passwords.

    Raises ValidationError where demo accounts may not exist.
    """
    if not settings.DEMO:
        raise ValidationError("Demo data belong to a demo only: set SCORECARD_ENV=demo.")
    accounts: list[Account] = []
    ends = [quarter for quarter in world.quarters[:-1] if quarter.code.endswith("Q4")]
    last_full_year = ends[-1] if ends else None
    for demo in world.areas:
        area, made = _set_up(demo)
        accounts += made
        for quarter in world.quarters:
            if demo.answers and quarter == world.quarters[-1]:
                watching.watch(area, quarter)
            _collect(area, quarter)
            # The newest quarter is still being collected.
            if quarter != world.quarters[-1]:
                collecting.close_quarter(area, quarter)
                _judge(area, quarter, is_newest=quarter == world.quarters[-2])
            if quarter == last_full_year:
                assessments.sign(area, quarter)
        for quarter in world.quarters[:-2]:
            collecting.lock_quarter(area, quarter)
        releases.publish(area, world.quarters[-3])
        releases.draft(area, world.quarters[-2])
        if demo.answers:  # the neighbour makes do without
            collecting.look_at_newest(area, world.quarters[-1])
            unfinished.leave_unfinished(area, world.quarters[-1])
            questionnaire.ask_about_contract(area)
            learning.offer(area)
    agreement.consult_on_next(area)
    return accounts


def _set_up(demo: DemoArea) -> tuple[Area, list[Account]]:
    at = moment(SET_UP, 9)
    places = organisations.add(demo.commissioner, at)
    staff, accounts = people.add(demo.people, places, at)
    return measures.start_card(demo, places, staff, at), accounts


def _collect(area: Area, quarter: Quarter) -> None:
    """A quarter's lists and figures, in the order in which they come in."""
    organisations.close_due(area.demo.commissioner, area.places, quarter)
    measures.open_quarter(area, quarter)
    returns.send_returns(area, quarter)
    measures.record_other_figures(area, quarter)
    measures.record_england(area, quarter)


def _judge(area: Area, quarter: Quarter, *, is_newest: bool) -> None:
    """Band a quarter; where practices queried figures, once more after that."""
    if is_newest:
        measures.record_second_source(area)
    results.band_quarter(area, quarter)
    if is_newest:
        verifying.verify_quarter(area, quarter)
    if disputes.dispute(area, quarter):
        results.band_quarter(area, quarter, days_later=results.QUERIES_TAKE)
