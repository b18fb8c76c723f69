"""What a correction changed, as its frozen edition says it to the public: counts, words, figures.

Both editions are frozen, so it is worked out once, when the correction is drafted.
"""

from typing import Any

from scorecard.publication.levels import Audience
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition
from scorecard.publication.presenters.changes import changes
from scorecard.publication.selectors.editions import state_of
from scorecard.publication.selectors.public import corrected_in
from scorecard.publication.selectors.told import Told
from scorecard.publication.selectors.told_changed import Kind

Json = dict[str, Any]


def notice_of_change(old: Edition, new: Edition) -> Json:
    """Of what the public was and is told by name."""
    found = changes(Told(old, Audience.PUBLIC), Told(new, Audience.PUBLIC))
    return {
        "text": found.text,
        "counts": {
            "figures_changed": found.count(Kind.CHANGED).figures,
            "practices_changed": found.count(Kind.CHANGED).practices,
            "figures_no_longer_told": found.count(Kind.GONE).figures,
            "figures_told_again": found.count(Kind.BACK).figures,
            "comparisons_changed": found.count(Kind.COMPARISON).figures,
            "overall_results_changed": found.overall,
        },
        "rows": [
            [one.practice, one.indicator, _joined(one.before), _joined(one.now)]
            for one in found.rows
        ],
        "more": found.more,
    }


def changed_in(edition: Edition) -> Json | None:
    """None where it corrects nothing that the public was told, or was drafted before this was
    kept."""
    found: Json | None = edition.words.get("changed")
    return found if corrected_in(edition) else None


def changed_text(edition: Edition) -> str:
    found = changed_in(edition)
    return found["text"] if found else ""


def changed_rows(edition: Edition) -> Json | None:
    """With what the corrected edition told, for as long as that is told: not once withdrawn."""
    found, old = changed_in(edition), corrected_in(edition)
    if found is None or old is None:
        return None
    gone = state_of(old) is Step.WITHDRAWN
    return {**found, "rows": [] if gone else found["rows"], "old": old.number, "gone": gone}


def _joined(said: tuple[str, str]) -> str:
    return " ".join(one for one in said if one)
