"""The demo's returns: each practice's file, received, checked and submitted as on the screens."""

import datetime as dt
from collections import defaultdict

from indicators.returns.check import check_return
from indicators.selectors.returns import RETURN_PROFILE
from indicators.services.files import receive_file
from indicators.services.returns import check_file, submit_return
from scorecard.accounts.roles import Role
from scorecard.demo.figures import DemoFigure
from scorecard.demo.files import return_file
from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import DemoReturn
from scorecard.demo.services.area import Area


def send_returns(area: Area, quarter: Quarter) -> None:
    """Every return of a quarter, the earliest first."""
    figures: dict[str, list[DemoFigure]] = defaultdict(list)
    for figure in area.figures_of(quarter, returned=True):
        figures[figure.practice].append(figure)
    sent = [row for row in area.demo.returns if row.quarter == quarter.index]
    for row in sorted(sent, key=lambda row: row.sent_at):
        items = area.items_due(quarter)
        content = return_file(row.practice, quarter, items, figures[row.practice])
        _send(area, row, f"return-{row.practice}-{quarter.code}.csv", content)


def _send(area: Area, row: DemoReturn, name: str, content: bytes) -> None:
    """Uploaded, read two minutes later, submitted after a look at what was found."""
    manager = area.who(Role.PRACTICE_MANAGER, row.practice)
    file = receive_file(
        commissioner=area.places.commissioner,
        practice=area.places.practices[row.practice],
        period=area.periods[row.quarter],
        profile=RETURN_PROFILE,
        name=name,
        content=content,
        by=manager,
        at=row.sent_at - dt.timedelta(minutes=9),
    )
    # Our own file of a moment ago needs no process of its own.
    checked = check_file(
        file_id=file.pk,
        by=manager,
        at=row.sent_at - dt.timedelta(minutes=7),
        check=check_return,
    )
    submit_return(
        file=checked,
        attested_name=manager.name,
        attested_role="Practice manager",
        by=manager,
        at=row.sent_at,
    )
