"""What every page of an edition says of the whole: area, period, rules, sources."""

from typing import Any

from django.utils import timezone

from indicators.presenters.words import day
from scorecard.cards.models import CardRun
from scorecard.cards.presenters.levels import overall_rule
from scorecard.publication.models import PublicationRules
from scorecard.publication.selectors.editions import small_numbers_of


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
