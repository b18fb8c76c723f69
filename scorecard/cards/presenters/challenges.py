"""Figures under query, before publication: how many, which, and what was decided."""

import datetime as dt
from dataclasses import dataclass

from indicators.presenters.queries import QueryLine, query_lines
from indicators.selectors.queries import decided_queries, open_queries
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.challenges import challenges_of, changed_since

SHOWN = 200


@dataclass(frozen=True)
class Challenges:
    """`waiting` and `answered` count all; the lines are the first of them. `changed`: figures of
    the run that are other ones now."""

    waiting: int
    answered: int
    changed: int
    open: tuple[QueryLine, ...]
    decided: tuple[QueryLine, ...]


def challenges(card_run: CardRun, today: dt.date) -> Challenges:
    found = challenges_of(card_run)
    waiting, answered = open_queries(found), decided_queries(found)
    return Challenges(
        waiting=waiting.count(),
        answered=answered.count(),
        changed=changed_since(card_run),
        open=query_lines(waiting[:SHOWN], today),
        decided=query_lines(answered[:SHOWN], today),
    )
