"""What if the weights, levels or comparators were others: the form, and what would change."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError

from indicators import legends
from indicators.selectors.surroundings import period_levels
from practices.models import Commissioner
from practices.navigation import Links
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.what_if import WhatIfForm, is_comparison, text_of
from scorecard.cards.models import CardItem, CardVersion, Domain
from scorecard.cards.presenters.card_links import card_links
from scorecard.cards.presenters.what_if_notes import FEW, codes_of, no_score, notes
from scorecard.cards.presenters.what_if_results import TrialView, says_nothing, trial_view
from scorecard.cards.selectors.pictures import Picture, picture
from scorecard.cards.selectors.runs import BandedPeriods, banded_periods
from scorecard.cards.selectors.versions import status_of
from scorecard.cards.services.trying import Trial, attempt
from scorecard.ui.form_errors import error_list


@dataclass(frozen=True)
class Input:
    """One field as the page draws it; `choices` are (stored, shown) of a list to choose from.

    `label` is what is seen, `of` the rest of it for those who hear it.
    """

    name: str
    label: str
    of: str
    value: str
    error: str
    changed: bool
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ItemInputs:
    code: str
    name: str
    legend: str
    weight: Input
    levels: tuple[Input, ...]


@dataclass(frozen=True)
class DomainInputs:
    """`is_open` where something in it was changed or is wrong."""

    name: str
    section: str
    weight: Input
    items: tuple[ItemInputs, ...]
    is_open: bool


@dataclass(frozen=True)
class WhatIfView:
    """`result` is None where there is nothing to show: nothing banded, errors in the form, or no
    practice with a score or band; `nothing` then says why. `folded` names the indicators of which
    a note only says how many there are, each as (what they share, their codes)."""

    version: CardVersion
    status: str
    is_draft: bool
    links: Links
    periods: BandedPeriods | None
    form: WhatIfForm | None
    errors: tuple[dict[str, str], ...]
    before: Input | None
    settings: tuple[Input, ...]
    domains: tuple[DomainInputs, ...]
    tried: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]
    folded: tuple[tuple[str, str], ...]
    nothing: str
    wants_figures: bool
    trial: Trial | None
    result: TrialView | None


def what_if_view(
    version: CardVersion, data: Mapping[str, Any], granted: Collection[Permission]
) -> WhatIfView:
    """The page of a version with what was typed in `data`, where anything was."""
    commissioner: Commissioner = version.scorecard.commissioner
    periods = banded_periods(commissioner, data.get("period", ""))
    status = status_of(version)
    form = trial = seen = None
    if periods is not None:
        seen = picture(version, periods.current)
        form = _form(seen, periods, data)
        trial = _trial(seen, form)
    return WhatIfView(
        version=version,
        status=status,
        is_draft=status == "draft",
        links=card_links(version, granted),
        periods=periods,
        form=form,
        errors=tuple(error_list(form)) if form else (),
        before=replace(_input(form, "before"), changed=False) if form else None,
        settings=tuple(_input(form, name) for name in form.settings()) if form else (),
        domains=tuple(_domain(form, domain) for domain in form.domains) if form else (),
        tried=tuple(_tried(form)) if form and trial else (),
        notes=tuple(notes(form, trial)) if form and trial else (),
        folded=tuple(_folded(trial)) if trial else (),
        nothing=no_score(trial.silent, trial.picture.items) if trial else no_score((), ()),
        wants_figures=bool(trial and trial.silent),
        trial=trial,
        result=trial_view(trial) if trial and not says_nothing(trial) else None,
    )


def _form(seen: Picture, periods: BandedPeriods, data: Mapping[str, Any]) -> WhatIfForm:
    return WhatIfForm(
        data,
        version=seen.version,
        domains=seen.domains,
        items=seen.items,
        runs=periods.runs,
        current=periods.current,
    )


def _trial(seen: Picture, form: WhatIfForm) -> Trial | None:
    if not form.is_valid() or not seen.practices:
        return None
    try:
        against_run = form.cleaned_data["before"] == "banded"
        return attempt(seen, form.change(), against_run=against_run)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _folded(trial: Trial) -> list[tuple[str, str]]:
    groups = (
        ("Judged from the figures held today", trial.again),
        ("Without figures in this period", trial.silent),
    )
    return [(words, codes_of(items)) for words, items in groups if len(items) > FEW]


def _domain(form: WhatIfForm, domain: Domain) -> DomainInputs:
    items = tuple(_item(form, item) for item in form.items if item.domain_id == domain.pk)
    weight = replace(_input(form, f"domain-{domain.pk}"), label=domain.name, of=" weight, %")
    inputs = [one for item in items for one in (item.weight, *item.levels)]
    return DomainInputs(
        name=domain.name,
        section=domain.section,
        weight=weight,
        items=items,
        is_open=any(one.changed or one.error for one in inputs),
    )


def _item(form: WhatIfForm, item: CardItem) -> ItemInputs:
    definition, pk = item.definition, item.pk
    names = [f"level-{pk}-{name}" for name in form.levels_of(item)]
    if is_comparison(definition):
        names += [f"comparator-{pk}", f"comparator_value-{pk}"]
    return ItemInputs(
        code=definition.code,
        name=definition.name,
        legend=legends.legend(definition, period_levels(definition, form.current.run.period)),
        weight=_input(form, f"item-{pk}"),
        levels=tuple(_input(form, name) for name in names),
    )


def _input(form: WhatIfForm, name: str) -> Input:
    field = form.fields[name]
    errors = form.errors.get(name)
    label, between, of = str(field.label).rpartition(" of ")
    return Input(
        name=name,
        label=label or of,
        of=between + of if label else "",
        value=str(form.data.get(name, "")),
        error=str(errors[0]) if errors else "",
        changed=form.differs(name),
        choices=tuple(getattr(field, "choices", ())),
    )


def _tried(form: WhatIfForm) -> list[tuple[str, str, str]]:
    """Everything that differs from the version, as (what, from, to)."""
    found = []
    for name, field in form.fields.items():
        now = _said(field, form.cleaned_data.get(name))
        was = _said(field, form.saved[name])
        if name not in ("period", "before", "revision") and now != was:
            found.append((str(field.label), was or "none", now or "none"))
    return found


def _said(field: Any, value: object) -> str:
    text = text_of(value)
    return str(dict(getattr(field, "choices", ())).get(text, text))
