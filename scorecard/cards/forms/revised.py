"""Forms that two people may have open at once: neither loses what they typed.

The form carries the revision it was filled in on and what it showed then. When somebody else
has saved since, `merged` takes over what only they changed, keeps what only the reader changed,
and names what both did.
"""

import json
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.http import QueryDict

from scorecard.audit.models import AuditEvent
from scorecard.cards.models import CardVersion
from scorecard.cards.selectors.history import history_of
from scorecard.ui.forms import PlainForm

# More than any form of a scorecard shows.
LONGEST_BASE = 500_000


@dataclass(frozen=True)
class Clash:
    """One field as it was saved meanwhile and as it was typed."""

    label: str
    saved: str
    typed: str


class RevisedForm(PlainForm):
    """The form of a draft.

    Once merged, `clashes` are the fields that both changed and `taken` those that only somebody
    else did.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput)
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, version: CardVersion, **kwargs: Any) -> None:
        self.version = version
        self.is_merged = False
        self.saved_last: AuditEvent | None = None
        self.clashes: list[Clash] = []
        self.taken: list[Clash] = []
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["null_characters_not_allowed"] = (
                "There is a character in it that cannot be shown. Type it again"
            )
        self.fields["revision"].initial = version.revision
        if not self.is_bound:
            self.fields["base"].initial = json.dumps(self._now())

    def label_fields(self) -> None:
        self.add_fields()

    def add_fields(self) -> None:
        """Fields of what is on the draft, before they are given their messages."""

    @property
    def is_stale(self) -> bool:
        """Whether somebody saved after this form was shown."""
        return self.is_bound and self.data.get("revision") != str(self.version.revision)

    def merged(self) -> Self:
        """The form again on what is saved now, with what was typed in it."""
        fresh = type(self)(version=self.version, **self.made_with())
        base, now = self._base(), fresh._now()
        data = QueryDict(mutable=True)
        data["revision"], data["base"] = str(self.version.revision), json.dumps(now)
        clashes, taken = [], []
        for name, saved in now.items():
            typed = self._sent(name) if name in self.data else _unsent(base, name, saved)
            mine, theirs = typed != base.get(name), saved != base.get(name)
            data.setlist(name, typed if mine else saved)
            if mine and theirs and typed != saved:
                clashes.append(fresh._clash(name, saved, typed))
            elif theirs and not mine:
                taken.append(fresh._clash(name, saved, typed))
        made = type(self)(data, version=self.version, **self.made_with())
        made.saved_last = history_of(self.version).first()
        made.is_merged, made.clashes, made.taken = True, clashes, taken
        return made

    def made_with(self) -> dict[str, Any]:
        """What else the form is made from, beside data and version."""
        return {}

    def _sent(self, name: str) -> list[str]:
        data = self.data
        return data.getlist(name) if isinstance(data, QueryDict) else [str(data[name])]

    def _base(self) -> dict[str, list[str]]:
        """What the form showed; nothing where that cannot be read."""
        try:
            found = json.loads(self.data.get("base", "")[:LONGEST_BASE])
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _now(self) -> dict[str, list[str]]:
        """Every field as a browser would send it back unchanged."""
        names = [name for name in self.fields if name not in ("revision", "base")]
        return {name: self._texts(name) for name in names}

    def _texts(self, name: str) -> list[str]:
        field = self.fields[name]
        value = self.get_initial_for_field(field, name)
        if isinstance(field, forms.MultipleChoiceField):
            return [str(one) for one in value or ()]
        if isinstance(field, forms.BooleanField):
            return ["on"] if value else []
        return ["" if value is None else str(value)]

    def _clash(self, name: str, saved: list[str], typed: list[str]) -> Clash:
        field = self.fields[name]
        choices = {str(key): str(words) for key, words in getattr(field, "choices", ())}
        said = [
            "; ".join(choices.get(one, one) for one in texts) or "nothing"
            for texts in (saved, typed)
        ]
        return Clash(str(field.label), *said)


def _unsent(base: dict[str, list[str]], name: str, saved: list[str]) -> list[str]:
    """What a field that was not sent stands for: boxes that are not ticked, or a new row."""
    return [] if name in base else saved
