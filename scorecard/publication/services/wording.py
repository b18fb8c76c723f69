"""What every page of an edition says of the whole: area, period, rules, sources."""

from typing import Any

from django.utils import timezone

from indicators.presenters.words import day
from scorecard.cards.models import CardRun
from scorecard.cards.presenters.levels import overall_rule
from scorecard.cards.selectors.versions import items_of
from scorecard.publication.levels import Audience, Detail
from scorecard.publication.models import PublicationRules
from scorecard.publication.selectors.editions import levels_of, small_numbers_of


def most_told(card_run: CardRun, rules: PublicationRules) -> int:
    """The most that the public will be told of any indicator (`levels.Detail`)."""
    levels = levels_of(rules)
    told = [
        levels.detail(Audience.PUBLIC, item.definition.code)
        for item in items_of(card_run.version)
        if item.public
    ]
    return int(max(told, default=Detail.NOTHING))


def words_of(card_run: CardRun, rules: PublicationRules) -> dict[str, Any]:
    version, run = card_run.version, card_run.run
    weights = ", ".join(f"{one.name} {one.weight.normalize():f}%" for one in version.domains.all())
    return {
        "area": version.scorecard.commissioner.name,
        "scorecard": version.scorecard.name,
        "version": version.number,
        "purpose": version.scorecard.purpose,
        "period": run.period.name,
        "period_code": run.period.code,
        "banded_on": day(timezone.localdate(run.finished_at)),
        "overall_rule": f"Overall: {overall_rule(version)} The parts count: {weights}.",
        "small_numbers": small_numbers_of(rules).words,
    }
