"""The demo's returns: what each practice sent, when it sent it."""

from collections import defaultdict

from indicators.services.figures import record_figures
from scorecard.accounts.roles import Role
from scorecard.demo.figures import DemoFigure
from scorecard.demo.quarters import Quarter
from scorecard.demo.services.area import Area
from scorecard.demo.services.measures import figure_row


def send_returns(area: Area, quarter: Quarter) -> None:
    """Every return of a quarter, the earliest first."""
    figures: dict[str, list[DemoFigure]] = defaultdict(list)
    for figure in area.figures_of(quarter, returned=True):
        figures[figure.practice].append(figure)
    sent = [row for row in area.demo.returns if row.quarter == quarter.index]
    for row in sorted(sent, key=lambda row: row.sent_at):
        record_figures(
            rows=[figure_row(area, figure) for figure in figures[row.practice]],
            file=None,
            by=area.who(Role.PRACTICE_MANAGER, row.practice),
            at=row.sent_at,
        )
