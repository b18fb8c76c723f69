"""What speaks against publishing an edition as it is, or has to be known by those who do."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from indicators.models import Result
from indicators.selectors.queries import open_queries
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.challenges import challenges_of
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, EditionStep
from scorecard.publication.selectors.editions import rules_of
from scorecard.publication.selectors.overtaken import overtaken_by
from scorecard.publication.selectors.told_elsewhere import Elsewhere, told_elsewhere


@dataclass(frozen=True)
class Concerns:
    """`queried` figures are under query. `upheld`: figures in it that were found wrong. `newer` is
    a later run of the period, finished on `newer_at`. `decided_anew`: who is told what, since.
    `overtaken` was published since it was frozen; `same_release`: in the place it was meant for.
    `gone` is the withdrawal of what it corrects; `elsewhere`: what another commissioner tells."""

    queried: int
    upheld: int
    newer: int | None
    newer_at: dt.datetime | None
    decided_anew: bool
    overtaken: Edition | None = None
    same_release: bool = False
    gone: EditionStep | None = None
    elsewhere: Elsewhere | None = None

    @property
    def details(self) -> dict[str, Any]:
        """What a step keeps of them: true at its time."""
        kept: dict[str, Any] = {"queried": self.queried}
        return kept | ({"newer_run": self.newer} if self.newer else {})

    def known_by(self, details: dict[str, Any]) -> bool:
        """Whether a person who took a step with these `details` knew of them."""
        queried = self.queried <= details.get("queried", 0)
        return queried and (self.newer is None or self.newer == details.get("newer_run"))


def concerns_of(edition: Edition) -> Concerns:
    asked = challenges_of(edition.card_run)
    used = Result.objects.of_run(edition.card_run.run).filter(figure__isnull=False)
    wrong = asked.filter(decision__upheld=True, figure__in=used.values("figure"))
    newer = _newer(edition)
    rules, overtaken = rules_of(edition.release.scorecard), overtaken_by(edition)
    return Concerns(
        queried=open_queries(asked).count(),
        upheld=wrong.count(),
        newer=newer.run_id if newer else None,
        newer_at=newer.run.finished_at if newer else None,
        decided_anew=rules is not None
        and (rules.levels, rules.small_numbers)
        != (edition.rules.levels, edition.rules.small_numbers),
        overtaken=overtaken,
        same_release=overtaken is not None and overtaken.release_id == edition.release_id,
        gone=_gone(edition),
        elsewhere=told_elsewhere(edition),
    )


def _gone(edition: Edition) -> EditionStep | None:
    if edition.corrects is None:
        return None
    found: EditionStep | None = edition.corrects.steps.filter(step=Step.WITHDRAWN).first()
    return found


def approved_knowing(edition: Edition) -> dict[str, Any]:
    """What whoever approved it last knew of; nothing where nobody has."""
    step = edition.steps.filter(step=Step.APPROVED).order_by("-number").first()
    return dict(step.details) if step else {}


def _newer(edition: Edition) -> CardRun | None:
    """The newest run of the same period, where that is a later one."""
    run = edition.card_run.run
    later = CardRun.objects.filter(
        run__period=run.period_id,
        version__scorecard=edition.release.scorecard_id,
        run__finished_at__gt=run.finished_at,
    )
    return later.select_related("run").order_by("-run__finished_at", "-pk").first()
