"""The demo's scorecards, periods, list sizes, and the figures that no practice sends."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from indicators.models import Definition, Period
from indicators.services.agreements import import_outside_values
from indicators.services.figures import FigureRow, record_figures
from indicators.services.files import receive_national_file
from indicators.services.periods import add_period, open_collection
from indicators.services.sources import agree_source
from indicators.sources.outside import OutsideRow
from practices.services.organisations import ListSizeRow, record_list_sizes
from scorecard.accounts.roles import Role
from scorecard.cards.models import CardVersion
from scorecard.cards.services.catalogue import start_from
from scorecard.demo import england, second
from scorecard.demo.figures import DemoFigure
from scorecard.demo.lists import DemoList
from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment
from scorecard.demo.services.agreement import agree
from scorecard.demo.services.area import Area
from scorecard.demo.services.organisations import Places
from scorecard.demo.services.people import Staff
from scorecard.demo.world import DemoArea

GUIDANCE = (
    "Send one file with all indicators. Where something does not apply to your practice, write "
    "not applicable; where you do not know, leave the row empty."
)
LISTS_FROM = "Invented list sizes of the demo"


def start_card(demo: DemoArea, places: Places, staff: Staff, at: dt.datetime) -> Area:
    """The commissioner's scorecard, drafted by the analyst, consulted on and agreed."""
    analyst = staff[places.commissioner.code, Role.ANALYST]
    version = start_from(
        catalogue=demo.catalogue, commissioner=places.commissioner, by=analyst, at=at
    )
    agree(demo, places, staff, version, at.date())
    return Area(demo, places, staff, version, definitions_of(version))


def definitions_of(version: CardVersion) -> dict[str, Definition]:
    items = version.items.select_related("definition__indicator")
    return {item.definition.code: item.definition for item in items}


def open_quarter(area: Area, quarter: Quarter) -> None:
    """List sizes on its first day; after its end the period and, if there is one, its return."""
    lists = [size for size in area.demo.lists if size.quarter == quarter.index]
    record_list_sizes(
        rows=[row for size in lists for row in _list_rows(area, quarter, size)],
        commissioner=area.places.commissioner,
        by=None,
        at=moment(quarter.starts_on, 9),
    )
    period = add_period(
        commissioner=area.places.commissioner,
        code=quarter.code,
        name=quarter.span.name,
        starts_on=quarter.span.starts_on,
        ends_on=quarter.span.ends_on,
        by=area.who(Role.ANALYST),
        at=moment(quarter.opens_on, 9),
    )
    if quarter.has_returns:
        _ask_practices(area, quarter, period)
    area.periods[quarter.index] = period


def _ask_practices(area: Area, quarter: Quarter, period: Period) -> None:
    open_collection(
        period=period,
        definitions=[area.definitions[item.code] for item in area.items_due(quarter)],
        opens_on=quarter.opens_on,
        deadline=quarter.deadline,
        guidance=GUIDANCE,
        contact=f"{area.who(Role.ANALYST).name}, {area.who(Role.ANALYST).email}",
        by=area.who(Role.ANALYST),
        at=moment(quarter.opens_on, 9),
    )


def record_other_figures(area: Area, quarter: Quarter) -> None:
    """What came from elsewhere than a return: national sources, the ledger, paper; six weeks on."""
    figures = area.figures_of(quarter, returned=False)
    record_figures(
        rows=[figure_row(area, figure) for figure in figures],
        file=None,
        by=area.who(Role.ANALYST),
        at=moment(quarter.opens_on + dt.timedelta(days=42), 14),
    )


def record_england(area: Area, quarter: Quarter) -> None:
    """What England's practices make together, as it was published beside the practices' figures."""
    rows = [
        OutsideRow(number, one.indicator, "england", quarter.code, one.value, england.SOURCE)
        for number, one in enumerate(area.demo.england, start=2)
        if one.quarter == quarter.index
    ]
    import_outside_values(
        commissioner=area.places.commissioner,
        rows=rows,
        by=area.who(Role.ANALYST),
        at=moment(quarter.opens_on + dt.timedelta(days=42), 15),
    )


def record_second_source(area: Area) -> None:
    """The same thing counted by somebody else stands beside what counts already."""
    if not area.demo.beside:
        return
    period = area.periods[area.demo.beside[0].quarter]
    by, at = area.who(Role.ANALYST), moment(period.ends_on + dt.timedelta(43), 15)
    content = second.file(area.demo.beside)
    file = receive_national_file(
        commissioner=area.places.commissioner,
        period=period,
        profile=second.SOURCE,
        name=f"appointments-{period.code}.csv",
        content=content,
        report={"read": len(area.demo.beside)},
        by=by,
        at=at,
    )
    rows = [
        figure_row(area, figure)._replace(row=number)
        for number, figure in enumerate(area.demo.beside, start=2)
    ]
    record_figures(rows=rows, file=file, source=second.SOURCE, by=by, at=at)
    _agree_on_source(area, period)


def _agree_on_source(area: Area, period: Period) -> None:
    """In one practice the national count takes the place of the practice's own."""
    code = area.demo.commissioner.practices[second.AGREED].code
    agree_source(
        indicator=area.definitions[second.INDICATOR].indicator,
        source=second.SOURCE,
        reason=second.WHY,
        agreed_with=second.AGREED_WITH,
        practice=area.places.practices[code],
        period=period,
        by=area.who(Role.ANALYST),
        at=moment(period.ends_on + dt.timedelta(50), 12),
    )


def figure_row(area: Area, figure: DemoFigure) -> FigureRow:
    return FigureRow(
        practice_id=area.places.practices[figure.practice].pk,
        indicator_id=area.definitions[figure.indicator].indicator_id,
        period_id=area.periods[figure.quarter].pk,
        state=figure.state,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        spread=figure.spread,
        text=figure.text,
        adjustments=figure.adjustments,
    )


def _list_rows(area: Area, quarter: Quarter, size: DemoList) -> Iterator[ListSizeRow]:
    practice = area.places.practices[size.practice].pk
    for kind, patients in (("registered", size.registered), ("weighted", size.weighted)):
        yield ListSizeRow(practice, kind, quarter.starts_on, Decimal(str(patients)), LISTS_FROM)
