"""The demo's returns: each practice's file, received, checked and submitted as on the screens."""

import datetime as dt
from collections import defaultdict

from indicators.models import DataReturn, Period, ReceivedFile
from indicators.returns.check import check_return
from indicators.returns.report import Report
from indicators.selectors.returns import RETURN_PROFILE
from indicators.services.files import receive_file
from indicators.services.returns import check_file, submit_return
from scorecard.accounts.roles import Role
from scorecard.demo.figures import DemoFigure
from scorecard.demo.files import return_file
from scorecard.demo.quarters import Quarter
from scorecard.demo.services.area import Area

NOTE = "We looked at this again with the partners: the number is right."


def send_returns(area: Area, quarter: Quarter) -> None:
    """Every return of a quarter, the earliest first."""
    figures: dict[str, list[DemoFigure]] = defaultdict(list)
    for figure in area.figures_of(quarter, returned=True):
        figures[figure.practice].append(figure)
    sent = [row for row in area.demo.returns if row.quarter == quarter.index]
    for row in sorted(sent, key=lambda row: row.sent_at):
        items = area.items_due(quarter)
        upload_and_submit(
            area,
            area.periods[row.quarter],
            practice=row.practice,
            sent_at=row.sent_at,
            name=f"return-{row.practice}-{quarter.code}.csv",
            content=return_file(row.practice, quarter, items, figures[row.practice]),
        )


def upload_and_submit(
    area: Area, period: Period, *, practice: str, sent_at: dt.datetime, name: str, content: bytes
) -> DataReturn:
    """Submitted after a look at what was found."""
    manager = area.who(Role.PRACTICE_MANAGER, practice)
    checked = upload(
        area,
        period,
        practice=practice,
        at=sent_at - dt.timedelta(minutes=9),
        name=name,
        content=content,
    )
    return submit_return(
        file=checked,
        explanations=_explained(checked),
        attested_name=manager.name,
        attested_role="Practice manager",
        by=manager,
        at=sent_at,
    )


def _explained(checked: ReceivedFile) -> dict[int, str]:
    """A note for each row about which the check asked for a second look."""
    warnings = Report.from_json(checked.report).warnings
    return {warning.row: NOTE for warning in warnings if warning.row is not None}


def upload(
    area: Area, period: Period, *, practice: str, at: dt.datetime, name: str, content: bytes
) -> ReceivedFile:
    """Received, and read two minutes later."""
    manager = area.who(Role.PRACTICE_MANAGER, practice)
    file = receive_file(
        commissioner=area.places.commissioner,
        practice=area.places.practices[practice],
        period=period,
        profile=RETURN_PROFILE,
        name=name,
        content=content,
        by=manager,
        at=at,
    )
    # Our own file of a moment ago needs no process of its own.
    return check_file(
        file_id=file.pk, by=manager, at=at + dt.timedelta(minutes=2), check=check_return
    )
