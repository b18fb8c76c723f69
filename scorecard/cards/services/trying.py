"""Trying a version on the figures of a banded period: what would it say? Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.calc import robustness, what_if
from scorecard.calc.scheme import Scheme
from scorecard.calc.types import Codes, Floats, NoBand
from scorecard.cards.models import CardItem, Domain
from scorecard.cards.selectors.pictures import NOTHING, Change, Picture
from scorecard.cards.services.rejudging import bands_of


@dataclass(frozen=True)
class DomainTrial:
    """`move` is None for a domain that the run's version or the one tried does not have."""

    name: str
    move: what_if.DomainMove


@dataclass(frozen=True)
class Trial:
    """Before is what the run said; after what the version, changed, says of the same practices."""

    picture: Picture
    scheme: Scheme
    again: tuple[CardItem, ...]
    after_scores: Floats
    after_bands: Codes
    moves: what_if.Moves
    domains: tuple[DomainTrial, ...]


def attempt(picture: Picture, change: Change = NOTHING) -> Trial:
    """Score every practice by the version with `change`, beside what the run said.

    Raises ValidationError where levels agreed for one practice do not fit those that are tried.
    """
    banded = bands_of(picture, change)
    scheme = scheme_of(picture, change)
    after = scheme.score(banded.bands, banded.states != NoBand.NOT_APPLICABLE)
    bands = scheme.overall(after.overall_scores, after.reds)
    before = picture.scores
    return Trial(
        picture=picture,
        scheme=scheme,
        again=banded.again,
        after_scores=after.overall_scores,
        after_bands=bands,
        moves=what_if.moves(before.scores, after.overall_scores, before.bands, bands),
        domains=_domains(picture, after.domain_scores),
    )


def robust(picture: Picture) -> robustness.Robustness:
    """Try 1,000 random weightings about those of the version."""
    banded, scheme = bands_of(picture, NOTHING), scheme_of(picture, NOTHING)
    drawn = robustness.draw(scheme)
    applicable = banded.states != NoBand.NOT_APPLICABLE
    return robustness.under(banded.bands, scheme, drawn, applicable)


def scheme_of(picture: Picture, change: Change) -> Scheme:
    version = picture.version
    place = {domain.pk: at for at, domain in enumerate(picture.domains)}
    said = {
        name: change.settings.get(name, getattr(version, name))
        for name in ("green_from", "red_below", "reds_amber_from", "reds_red_from")
    }
    red, amber, green = version.band_points
    return Scheme(
        domain_of=np.array([place[item.domain_id or 0] for item in picture.items], np.intp),
        weights=_weights(picture.items, change.weights),
        domain_weights=_weights(picture.domains, change.domain_weights),
        green_from=said["green_from"],
        red_below=said["red_below"],
        points=(red, amber, green),
        minimum_coverage=version.minimum_coverage,
        overall_by=version.overall_by,  # type: ignore[arg-type]
        reds_amber_from=said["reds_amber_from"] or 1,
        reds_red_from=said["reds_red_from"] or 1,
    )


def _weights(rows: Sequence[Domain | CardItem], changed: Mapping[int, float]) -> Floats:
    return np.array([changed.get(row.pk, float(row.weight)) for row in rows], dtype=np.float64)


def _domains(picture: Picture, after: Floats) -> tuple[DomainTrial, ...]:
    """The domains of the version tried, each beside the run's domain of the same name."""
    names = dict(picture.card_run.version.domains.values_list("name", "pk"))
    missing: NDArray[np.float64] = np.full(len(picture.practices), np.nan)
    found = []
    for column, domain in enumerate(picture.domains):
        then = names.get(domain.name)
        known = then in picture.scores.domains
        before = (
            picture.scores.domain_scores[:, picture.scores.domains.index(then)]
            if known and then is not None
            else missing
        )
        found.append(DomainTrial(domain.name, what_if.domain_move(before, after[:, column])))
    return tuple(found)
