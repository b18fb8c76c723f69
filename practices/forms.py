"""Forms about people."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from practices.models import Commissioner
from practices.models.membership import ROLES_OF
from practices.scoping import Scope
from practices.selectors import networks_of, practices_of
from scorecard.ui.forms import DateField, PlainForm

Choices = list[tuple[str, list[tuple[str, str]]]]


class InviteForm(PlainForm):
    """Who, where and as what. `organisation` is cleaned to the organisation itself."""

    email = forms.EmailField(label="E-mail address", max_length=254)
    name = forms.CharField(max_length=150, help_text="As colleagues know them.")
    organisation = forms.ChoiceField(label="Organisation")
    role = forms.ChoiceField(label="Role")
    starts_on = DateField(label="First day", help_text="For example, 30/6/2026.")

    def __init__(self, *args: Any, commissioner: Commissioner, on: dt.date, **kwargs: Any) -> None:
        self._organisations = _organisations(commissioner, on)
        super().__init__(*args, initial={"starts_on": on}, **kwargs)

    def label_fields(self) -> None:
        groups = self._organisations.items()
        choices = [(kind, [(_key(o), str(o)) for o in found]) for kind, found in groups if found]
        self.fields["organisation"].choices = [("", "Choose"), *choices]  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", "Choose"), *_roles()]  # type: ignore[attr-defined]

    def clean_organisation(self) -> Scope:
        everywhere = [o for found in self._organisations.values() for o in found]
        return next(o for o in everywhere if _key(o) == self.cleaned_data["organisation"])


class EndForm(PlainForm):
    """From when a membership no longer holds."""

    ends_on = DateField(label="First day without it", help_text="For example, 30/6/2026.")


def _organisations(commissioner: Commissioner, on: dt.date) -> dict[str, Iterable[Scope]]:
    return {
        "Commissioner": [commissioner],
        "Networks": list(networks_of(commissioner)),
        "Practices": list(practices_of(commissioner, on)),
    }


def _key(organisation: Scope) -> str:
    return f"{type(organisation).__name__.lower()} {organisation.code}"


def _roles() -> Choices:
    return [
        (f"In a {kind}", [(str(role), str(role)) for role in roles])
        for kind, roles in ROLES_OF.items()
    ]
