"""Trying a version on the figures of a banded period: what would it say? Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scorecard.calc import robustness, what_if
from scorecard.calc.scheme import Scheme
from scorecard.calc.types import Codes, Floats, NoBand
from scorecard.cards.models import CardItem, Domain
from scorecard.cards.schemes import scheme_of_version
from scorecard.cards.selectors.pictures import NOTHING, Change, Picture
from scorecard.cards.services.rejudging import Banded, bands_of


@dataclass(frozen=True)
class DomainTrial:
    name: str
    move: what_if.DomainMove


@dataclass(frozen=True)
class Trial:
    """After is what the version, changed, says; before what it says as it stands, or the run said.

    `again` are the items judged from the figures held today, `silent` those without any figure.
    """

    picture: Picture
    scheme: Scheme
    against_run: bool
    again: tuple[CardItem, ...]
    silent: tuple[CardItem, ...]
    before_scores: Floats
    before_bands: Codes
    after_scores: Floats
    after_bands: Codes
    moves: what_if.Moves
    domains: tuple[DomainTrial, ...]


@dataclass(frozen=True)
class _Said:
    """`domain_scores` are practices x the domains of the version tried."""

    scores: Floats
    bands: Codes
    domain_scores: Floats


def attempt(picture: Picture, change: Change = NOTHING, *, against_run: bool = False) -> Trial:
    """Score every practice by the version with `change`, beside the version as it stands.

    `against_run` puts what the run said in its place, by whatever version it was banded.
    Raises ValidationError where levels agreed for one practice do not fit those that are tried.
    """
    standing = None if against_run else bands_of(picture, NOTHING)
    banded = bands_of(picture, change, standing)
    scheme = scheme_of(picture, change)
    after = _said(banded, scheme)
    before = _said(standing, scheme_of(picture, NOTHING)) if standing else _banded(picture)
    return Trial(
        picture=picture,
        scheme=scheme,
        against_run=against_run,
        again=banded.again,
        silent=silent(picture, banded),
        before_scores=before.scores,
        before_bands=before.bands,
        after_scores=after.scores,
        after_bands=after.bands,
        moves=what_if.moves(before.scores, after.scores, before.bands, after.bands),
        domains=_domains(picture, before, after),
    )


def silent(picture: Picture, banded: Banded) -> tuple[CardItem, ...]:
    """The items of which no practice has a figure."""
    nothing = np.isin(banded.states, (NoBand.NO_DATA, NoBand.NOT_RETURNED))
    return tuple(item for at, item in enumerate(picture.items) if nothing[:, at].all())


def robust(picture: Picture) -> robustness.Robustness:
    """Try 1,000 random weightings about those of the version."""
    banded, scheme = bands_of(picture, NOTHING), scheme_of(picture, NOTHING)
    drawn = robustness.draw(scheme)
    applicable = banded.states != NoBand.NOT_APPLICABLE
    return robustness.under(banded.bands, scheme, drawn, applicable)


def scheme_of(picture: Picture, change: Change) -> Scheme:
    standing = scheme_of_version(picture.version, picture.domains, picture.items)
    levels = {name: change.settings.get(name) for name in ("reds_amber_from", "reds_red_from")}
    scores = {name: change.settings.get(name) for name in ("green_from", "red_below")}
    return replace(
        standing,
        weights=_weights(picture.items, change.weights),
        domain_weights=_weights(picture.domains, change.domain_weights),
        **{name: number for name, number in (levels | scores).items() if number is not None},
    )


def _weights(rows: Sequence[Domain | CardItem], changed: Mapping[int, float]) -> Floats:
    return np.array([changed.get(row.pk, float(row.weight)) for row in rows], dtype=np.float64)


def _said(banded: Banded, scheme: Scheme) -> _Said:
    found = scheme.score(banded.bands, banded.states != NoBand.NOT_APPLICABLE)
    bands = scheme.overall(found.overall_scores, found.reds)
    return _Said(found.overall_scores, bands, found.domain_scores)


def _banded(picture: Picture) -> _Said:
    """What the run said, with its domains put in the places of those of the same name."""
    names = dict(picture.card_run.version.domains.values_list("name", "pk"))
    columns = np.full((len(picture.practices), len(picture.domains)), np.nan)
    for at, domain in enumerate(picture.domains):
        then = names.get(domain.name)
        if then is not None and then in picture.scores.domains:
            place = picture.scores.domains.index(then)
            columns[:, at] = picture.scores.domain_scores[:, place]
    return _Said(picture.scores.scores, picture.scores.bands, columns)


def _domains(picture: Picture, before: _Said, after: _Said) -> tuple[DomainTrial, ...]:
    return tuple(
        DomainTrial(
            domain.name,
            what_if.domain_move(before.domain_scores[:, at], after.domain_scores[:, at]),
        )
        for at, domain in enumerate(picture.domains)
    )
