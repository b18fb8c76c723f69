"""Small charts of fictitious practices for the tests."""

from scorecard.calc.types import Band, NoBand
from scorecard.charts.types import BarItem, RankedBars, TrendLine, TrendPoint

ASH = BarItem("Ash Surgery", 93.14, 91.0, 94.8, Band.GREEN, url="/practices/1/")
BEECH = BarItem("Beech Surgery", 71.0, 65.5, 76.0, Band.AMBER, highlighted=True)
CEDAR = BarItem("Cedar Surgery", 61.0, 52.0, 69.0, Band.RED)
DOGWOOD = BarItem("Dogwood Surgery", 80.0, 30.0, 97.0, reason=NoBand.TOO_FEW)
ELDER = BarItem("Elder Surgery", None, reason=NoBand.NOT_RETURNED)


def bars(*items: BarItem, **more) -> RankedBars:
    return RankedBars(
        "Cervical screening", "%", 1, items or (ELDER, CEDAR, ASH, DOGWOOD, BEECH), **more
    )


def many(number: int) -> RankedBars:
    return bars(
        *(BarItem(f"Practice {at}", 50.0 + at / 7, band=Band.AMBER) for at in range(number))
    )


def line(*values: float | None, **more) -> TrendLine:
    points = tuple(
        TrendPoint(f"Q{at}", value, band=Band.GREEN if value else Band.NONE)
        for at, value in enumerate(values, start=1)
    )
    return TrendLine("Ash Surgery: cervical screening", "%", 1, points, **more)
