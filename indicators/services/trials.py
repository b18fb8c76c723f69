"""Judging figures by a definition that is not saved. Writes nothing."""

from collections.abc import Sequence

from indicators import definitions
from indicators.definitions import DefinitionData
from indicators.models import Definition, Indicator, Period
from indicators.services.runs import Judged, judge_period
from practices.models import Practice


def judge_trial(
    *,
    period: Period,
    indicator: Indicator | None,
    data: DefinitionData,
    practices: Sequence[Practice],
) -> Judged:
    """The figures that are held for `indicator` in a period, by `data` in place of its definition.

    Without an indicator nobody has a figure.
    """
    trial = Definition(
        indicator=indicator or Indicator(commissioner=period.commissioner, code="new"),
        number=0,
        **{name: getattr(data, name) for name in definitions.FIELDS},
    )
    return judge_period(
        period=period, definitions=[trial], practices=practices, progress=lambda *_: None
    )[0]
