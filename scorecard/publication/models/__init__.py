"""Releases and their editions: what was decided, and what was frozen."""

from scorecard.publication.models.beside import EditionBeside, EditionSimilar
from scorecard.publication.models.comments import CommentDecision, CommentRemoval, PracticeComment
from scorecard.publication.models.feedback import (
    Done,
    Feedback,
    FeedbackAnswer,
    FeedbackSender,
)
from scorecard.publication.models.frozen import (
    EditionFigure,
    EditionIndicator,
    EditionPractice,
    EditionScore,
)
from scorecard.publication.models.letters import LetterDelivery, LetterFile, LetterState
from scorecard.publication.models.looks import FirstLook
from scorecard.publication.models.notices import PreviewNotice
from scorecard.publication.models.releases import (
    Edition,
    EditionStep,
    PublicationRules,
    Release,
)
from scorecard.publication.models.stamp import Stamp

__all__ = [
    "CommentDecision",
    "CommentRemoval",
    "Done",
    "Edition",
    "EditionBeside",
    "EditionFigure",
    "EditionIndicator",
    "EditionPractice",
    "EditionScore",
    "EditionSimilar",
    "EditionStep",
    "Feedback",
    "FeedbackAnswer",
    "FeedbackSender",
    "FirstLook",
    "LetterDelivery",
    "LetterFile",
    "LetterState",
    "PracticeComment",
    "PreviewNotice",
    "PublicationRules",
    "Release",
    "Stamp",
]
