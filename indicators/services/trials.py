"""Judging figures by a definition that is not saved. Writes nothing."""

from collections.abc import Sequence

from indicators import definitions
from indicators.definitions import DefinitionData
from indicators.inputs import Groups
from indicators.models import Definition, Indicator, Period
from indicators.services.judged import Judged, judge_period
from practices.models import Practice


def judge_trial(
    *,
    period: Period,
    indicator: Indicator | None,
    data: DefinitionData,
    practices: Sequence[Practice],
    context: Sequence[Definition] = (),
    groups: Groups | None = None,
) -> Judged:
    """The figures that are held for `indicator` in a period, by `data` in place of its definition.

    Without an indicator nobody has a figure. `context` are the definitions by which practices are
    alike. Raises ValidationError where levels agreed for one practice do not fit the rule.
    """
    trial = Definition(
        indicator=indicator or Indicator(commissioner=period.commissioner, code="new"),
        number=0,
        **{name: getattr(data, name) for name in definitions.FIELDS},
    )
    judged = judge_period(
        period=period,
        definitions=[trial, *context],
        practices=practices,
        progress=lambda *_: None,
        groups=groups,
    )
    return next(judged)
