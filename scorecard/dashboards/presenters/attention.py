"""Which practices to look at first, and why each stands there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scorecard.accounts.roles import Permission
from scorecard.calc.types import Band
from scorecard.cards.models import CardRun, OverallBy, Score
from scorecard.cards.presenters.movement import before_of, overall_movement
from scorecard.cards.presenters.score_cells import ScoreCell, score_cell
from scorecard.charts.words import counted
from scorecard.dashboards.noise import Verdict
from scorecard.dashboards.presenters.links import Lists
from scorecard.dashboards.selectors.moves import Moved
from scorecard.dashboards.selectors.overview import names_of
from scorecard.dashboards.selectors.scores import Scores
from scorecard.ui.words import BANDS

FALLEN, LOWEST = 4, 4
NAMED = 3


@dataclass(frozen=True)
class Attention:
    """`changes`: the address of the bands that it lost, where it stands here for them; `movement`
    says where the score stands inside its level and how it moved."""

    code: str
    name: str
    score: ScoreCell
    why: str
    href: str
    changes: str
    movement: str


Found = Sequence[Mapping[int | None, Scores]]


def attention(
    now: CardRun,
    earlier: CardRun | None,
    scores: Found,
    moved: Sequence[Moved],
    lists: Lists,
) -> tuple[Attention, ...]:
    """Nobody for readers who may not see practices by name."""
    overall = scores[0].get(None)
    if Permission.SEE_RESULTS not in lists.granted or overall is None:
        return ()
    fallen, what = _fallen(moved)
    first = [pk for pk, _ in fallen.most_common(FALLEN)]
    chosen = list(dict.fromkeys([*first, *_lowest(overall, now.version.overall_by)]))
    names = names_of(chosen)
    first_score = _Overall(now, overall)
    before = _Overall(earlier, scores[1][None]) if earlier and scores[1].get(None) else None
    return tuple(
        _attention(pk, names[pk], first_score, before, what.get(pk, []), lists)
        for pk in chosen
        if pk in names
    )


@dataclass(frozen=True)
class _Overall:
    """The overall scores of one run."""

    card_run: CardRun
    scores: Scores

    def of(self, practice: int) -> Score | None:
        """The practice's row as if it were read by itself."""
        known = self.scores.practices
        at = min(int(np.searchsorted(known, practice)), known.size - 1)
        if not known.size or known[at] != practice:
            return None
        score = float(self.scores.scores[at])
        return Score(
            score=None if np.isnan(score) else score,
            band=int(self.scores.bands[at]),
            reds=int(self.scores.reds[at]),
        )


def _fallen(moved: Sequence[Moved]) -> tuple[Counter[int], dict[int, list[str]]]:
    """Who lost bands by more than noise: how many, and on which indicators."""
    numbers: Counter[int] = Counter()
    what: dict[int, list[str]] = {}
    for one in moved:
        lost = one.practices[~one.gained & (one.verdicts == Verdict.BEYOND)].tolist()
        numbers.update(lost)
        for pk in lost:
            what.setdefault(pk, []).append(one.definition.code)
    return numbers, what


def _lowest(overall: Scores, by: str) -> list[int]:
    """The practices with the lowest scores; where reds are counted, those with the most reds."""
    known = np.flatnonzero(overall.bands > 0)
    scores = np.nan_to_num(overall.scores[known], nan=np.inf)
    keys = (scores,)
    if by != OverallBy.SCORE:
        keys = (scores, -overall.reds[known], overall.bands[known])  # type: ignore[assignment]
    return overall.practices[known[np.lexsort(keys)][:LOWEST]].tolist()  # type: ignore[no-any-return]


def _attention(
    pk: int,
    name: tuple[str, str],
    overall: _Overall,
    before: _Overall | None,
    lost: Sequence[str],
    lists: Lists,
) -> Attention:
    version, score = overall.card_run.version, overall.of(pk) or Score(reds=0, band=0)
    cell = score_cell(score.score, score.band, score.reds, version)
    then = before.of(pk) if before else None
    past = before_of(before.card_run, [then]) if before and then else None
    code, words = name
    return Attention(
        code=code,
        name=words,
        score=cell,
        why=_why(lost, cell, _was(score, then)),
        href=lists.to(Permission.SEE_RESULTS, "area-practice", code, period=lists.period),
        changes=lists.results("band-changes", practice=code, way="lost", chance="beyond")
        if lost
        else "",
        movement=overall_movement(version, score, past),
    )


def _was(score: Score, before: Score | None) -> str:
    if before is None or not before.band or before.band == score.band:
        return ""
    return BANDS[Band(before.band)].word


def _why(lost: Sequence[str], cell: ScoreCell, was: str) -> str:
    if not lost:
        before = f" (was {was.lower()})" if was else ""
        return f"{cell.words.word} overall{before}, {counted(cell.reds, 'red', 'reds')}"
    more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
    named = ", ".join(sorted(lost)[:NAMED])
    return f"Lost {counted(len(lost), 'band', 'bands')} by more than noise: {named}{more}"
