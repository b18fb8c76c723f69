"""Releases and their editions: what was decided, and what was frozen."""

from scorecard.publication.models.frozen import (
    EditionFigure,
    EditionIndicator,
    EditionPractice,
    EditionScore,
)
from scorecard.publication.models.releases import (
    Edition,
    EditionStep,
    PublicationRules,
    Release,
)

__all__ = [
    "Edition",
    "EditionFigure",
    "EditionIndicator",
    "EditionPractice",
    "EditionScore",
    "EditionStep",
    "PublicationRules",
    "Release",
]
