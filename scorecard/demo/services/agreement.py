"""The demo's scorecards are agreed as real ones are: comments, answers, signatures, in force."""

import datetime as dt
from decimal import Decimal

from practices.models import Practice
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.cards.models import CardVersion, Consultation
from scorecard.cards.services.agreement import open_consultation, sign_off
from scorecard.cards.services.comments import answer, comment
from scorecard.cards.services.live import make_live
from scorecard.cards.services.reasons import explain
from scorecard.cards.services.versions import copy_version, place, set_weights
from scorecard.demo import agreement
from scorecard.demo.agreement import DemoComment, day_of
from scorecard.demo.quarters import MADE_ON
from scorecard.demo.returns import moment
from scorecard.demo.services.area import Area
from scorecard.demo.services.organisations import Places
from scorecard.demo.services.people import Staff
from scorecard.demo.world import DemoArea


def agree(
    demo: DemoArea, places: Places, staff: Staff, version: CardVersion, first: dt.date
) -> None:
    """Take a draft of the day `first` all the way until it is live."""
    code = places.commissioner.code
    analyst, lead = staff[code, Role.ANALYST], staff[code, Role.COMMISSIONING_LEAD]
    consultation = open_consultation(
        version=version,
        introduction=agreement.INTRODUCTION,
        deadline=day_of(first, agreement.LAST_DAY),
        by=analyst,
        at=moment(day_of(first, agreement.OPENED), 9),
    )
    held = {item.code for item in demo.catalogue.items}
    for said in agreement.COMMENTS:
        if not said.about or said.about in held:
            _say(places, staff, consultation, said, first)
    _sign(version, staff[code, Role.LMC_REPRESENTATIVE], "lmc", first)
    _sign(version, lead, "commissioner", first)
    at = moment(day_of(first, agreement.LIVE), 9)
    make_live(version=version, note=agreement.LIVE_NOTE, by=analyst, at=at)


def consult_on_next(area: Area) -> None:
    """Next year's version, with one indicator retired, in consultation; one comment waits."""
    draft = _next_draft(area, moment(day_of(MADE_ON, -agreement.NEXT_DRAFTED), 10))
    consultation = open_consultation(
        version=draft,
        introduction=agreement.NEXT_INTRODUCTION,
        deadline=day_of(MADE_ON, agreement.NEXT_DAYS),
        by=area.who(Role.ANALYST),
        at=moment(day_of(MADE_ON, -agreement.NEXT_OPENED), 9),
    )
    practice, by = _speaker(area.places, area.staff, "practice")
    comment(
        consultation=consultation,
        party="practice",
        name="The practice manager",
        text=agreement.NEXT_COMMENT,
        indicator=area.definitions[agreement.NEXT_RETIRED].indicator,
        practice=practice,
        by=by,
        at=moment(day_of(MADE_ON, -agreement.NEXT_COMMENTED), 11),
    )


def _next_draft(area: Area, at: dt.datetime) -> CardVersion:
    by = area.who(Role.ANALYST)
    draft = copy_version(version=area.version, by=by, at=at)
    place(
        version=draft,
        definition=area.definitions[agreement.NEXT_RETIRED],
        role="collected",
        domain=None,
        weight=Decimal(0),
        by=by,
        at=at,
    )
    items = draft.items.filter(definition__indicator__code__in=agreement.NEXT_WEIGHTS)
    weights = {item.pk: Decimal(agreement.NEXT_WEIGHTS[item.definition.code]) for item in items}
    set_weights(version=draft, domains={}, items=weights, by=by, at=at)
    summary, reasons = agreement.NEXT_SUMMARY, agreement.NEXT_REASONS
    explain(version=draft, summary=summary, reasons=reasons, by=by, at=at)
    return draft


def _say(
    places: Places, staff: Staff, consultation: Consultation, said: DemoComment, first: dt.date
) -> None:
    practice, by = _speaker(places, staff, said.party)
    items = consultation.version.items.select_related("definition__indicator")
    indicators = {item.definition.code: item.definition.indicator for item in items}
    made = comment(
        consultation=consultation,
        party=said.party,
        name=said.name,
        text=said.text,
        indicator=indicators.get(said.about),
        practice=practice,
        by=by,
        at=moment(day_of(first, agreement.COMMENTED), 11),
    )
    analyst = staff[places.commissioner.code, Role.ANALYST]
    at = moment(day_of(first, agreement.ANSWERED), 15)
    answer(comment=made, text=said.answer, by=analyst, at=at)


def _speaker(places: Places, staff: Staff, party: str) -> tuple[Practice | None, User | None]:
    if party == "lmc":
        return None, staff[places.commissioner.code, Role.LMC_REPRESENTATIVE]
    if party == "patients":
        return None, None
    practice = next(iter(places.practices.values()))
    return practice, staff[practice.code, Role.PRACTICE_MANAGER]


def _sign(version: CardVersion, by: User, party: str, first: dt.date) -> None:
    at = moment(day_of(first, agreement.SIGNED), 14)
    position = "Representative" if party == "lmc" else "Commissioning lead"
    sign_off(version=version, party=party, name=by.name, position=position, by=by, at=at)
