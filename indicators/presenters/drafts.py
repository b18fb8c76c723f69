"""A draft on other pages than the form itself."""

from dataclasses import dataclass

from indicators.models import Collection
from indicators.presenters.words import moment
from indicators.selectors.drafts import draft_of
from practices.models import Practice


@dataclass(frozen=True)
class DraftLine:
    saved: str
    by: str


def draft_line(collection: Collection, practice: Practice) -> DraftLine | None:
    """Who saved the practice's draft, and when; None where there is none."""
    draft = draft_of(collection, practice)
    return DraftLine(moment(draft.saved_at), str(draft.saved_by)) if draft else None
