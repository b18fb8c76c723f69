"""Saving a form of a draft that somebody else may have changed meanwhile."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from scorecard.cards.forms.revised import RevisedForm
from scorecard.cards.models import CardVersion
from scorecard.cards.selectors.versions import status_of
from scorecard.cards.services.versions import ChangedMeanwhile, NotADraft
from scorecard.ui.errors import NotFoundInWords

Form = TypeVar("Form", bound=RevisedForm)


def saved(form: Form, save: Callable[[Form], str], *, as_typed: bool = True) -> tuple[Form, str]:
    """The form to show again, and what was done: empty when it was not saved.

    `as_typed` False: what is done does not rest on what was typed, so that need not be right.
    """
    if form.is_stale:
        return form.merged(), ""
    if as_typed and not form.is_valid():
        return form, ""
    try:
        return form, save(form)
    except ChangedMeanwhile:
        form.version.refresh_from_db()
        return form.merged(), ""
    except ValidationError as error:
        form.add_error(None, error.messages)
        return form, ""


def must_be_draft(request: HttpRequest, version: CardVersion) -> None:
    """There is no form to fill in for any other version; a form already sent is told by its save.

    Raises NotFoundInWords.
    """
    if request.method == "GET" and status_of(version) != "draft":
        raise NotFoundInWords(str(NotADraft(version).message))
