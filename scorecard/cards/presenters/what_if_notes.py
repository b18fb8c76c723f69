"""What a reader must know to read the result of a what-if rightly, in sentences."""

from collections.abc import Sequence

from scorecard.cards.forms.what_if import WhatIfForm, text_of
from scorecard.cards.models import CardItem
from scorecard.cards.services.trying import Trial

FEW = 5


def notes(form: WhatIfForm, trial: Trial) -> list[str]:
    found = _scaled(form) + _before(form, trial)
    if trial.again:
        some = number_of(trial.again, trial.picture.items)
        codes = f": {codes_of(trial.again)}" if len(trial.again) <= FEW else ""
        words = "is" if len(trial.again) == 1 else "are"
        found.append(
            f"{some.capitalize()} {words} judged from the figures held today, not from the banding"
            f" run{codes}."
        )
    if trial.silent:
        some = number_of(trial.silent, trial.picture.items)
        codes = f": {codes_of(trial.silent)}" if len(trial.silent) <= FEW else ""
        found.append(f"No figures are held for {some} in this period{codes}.")
    if form.version.overall_by == "reds":
        found.append(
            "The overall band goes by the number of reds. Weights above 0 change scores and ranks,"
            " and a band only where they change whether enough is known of a practice."
        )
    if form.version.overall_by == "both":
        found.append(
            "The overall band is the worse of the score's and that of the number of reds; weights"
            " above 0 change the score, not the number of reds."
        )
    return found


def no_score(silent: Sequence[CardItem], items: Sequence[CardItem]) -> str:
    """Why no practice has a score or band, in one sentence."""
    if not silent:
        return "No practice has a score in this period, so nothing can move."
    return (
        "No practice has a score in this period: no figures are held for"
        f" {number_of(silent, items)}."
    )


def number_of(some: Sequence[CardItem], items: Sequence[CardItem]) -> str:
    """ "all 29 indicators", "the only indicator" or "3 of 29 indicators"."""
    if len(items) == 1:
        return "the only indicator"
    if len(some) == len(items):
        return "both indicators" if len(items) == 2 else f"all {len(items)} indicators"
    return f"{len(some)} of {len(items)} indicators"


def codes_of(items: Sequence[CardItem]) -> str:
    return ", ".join(item.definition.code for item in items)


def _before(form: WhatIfForm, trial: Trial) -> list[str]:
    """What stands for before, where the period was banded by another version."""
    banded_by = trial.picture.card_run.version
    if banded_by.pk == form.version.pk:
        return []
    if trial.against_run:
        return [
            f"Before is what {banded_by} said when the period was banded; after is {form.version}"
            " with the changes above."
        ]
    return [
        f"Before is {form.version} as it stands, on the figures of a period that was banded by"
        f" {banded_by}."
    ]


def _scaled(form: WhatIfForm) -> list[str]:
    """A sentence for every group of weights that does not add to 100."""
    given = form.cleaned_data
    groups = [("The domain weights", [given[f"domain-{one.pk}"] for one in form.domains])]
    groups += [
        (
            f"The weights in {domain.name}",
            [given[f"item-{item.pk}"] for item in form.items if item.domain_id == domain.pk],
        )
        for domain in form.domains
    ]
    totals = [(words, sum(weights), bool(weights)) for words, weights in groups]
    scaled = [
        f"{words} add to {text_of(total)}, not 100. Here they are scaled in proportion."
        for words, total, _ in totals
        if total not in (0, 100)
    ]
    return scaled + [
        f"{words} are all 0, so that it does not count."
        for words, total, some in totals
        if some and total == 0
    ]
