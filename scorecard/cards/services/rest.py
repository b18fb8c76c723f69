"""What a run need not judge again: definitions that stand as the newest run banded them."""

from collections.abc import Collection, Sequence

import numpy as np
from django.core.exceptions import ValidationError

from indicators.models import Period, Run
from indicators.services.fingerprints import code_version
from indicators.services.runs import Rest
from practices.models import Practice
from scorecard.cards.models import CardItem

WHOLE = "Band the whole period."


def rest_of(
    period: Period, items: Sequence[CardItem], practices: Sequence[Practice], only: Collection[int]
) -> Rest:
    """The definitions of the card but `only`, as the newest run of the period banded them.

    Raises ValidationError where that run cannot stand in: it has other practices or definitions,
    its results are gone, or the arithmetic has changed since.
    """
    on_card = {item.definition_id for item in items}
    if not only or set(only) - on_card:
        raise ValidationError(f"Choose indicators of this scorecard to band again. {WHOLE}")
    run = Run.objects.filter(period=period).order_by("-finished_at", "-pk").first()
    if run is None or run.pruned_at is not None:
        raise ValidationError(f"{period} has no run yet that others could stand in from. {WHOLE}")
    ids = np.array([practice.pk for practice in practices], np.int64)
    if bytes(run.practices) != ids.tobytes() or run.code_version != code_version():
        raise ValidationError(
            f"Practices or the arithmetic have changed since {run}, so nothing stands. {WHOLE}"
        )
    rest = on_card - set(only)
    wanted = ("run", "definition", "part", "inputs_hash", "bands", "states")
    found = list(run.definitions.filter(definition__in=rest).only(*wanted).order_by("pk"))
    if len(found) < len(rest):
        raise ValidationError(f"{run} lacks other indicators of this scorecard. {WHOLE}")
    return Rest(run, found)
