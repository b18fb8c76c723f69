import datetime as dt

import pytest

from indicators.services.verification import Challenge, set_window, verify
from tests.returns.area import BY_NOBODY, GOOD, Area
from tests.returns.files import row

OPENS, DEADLINE = dt.date(2026, 7, 8), dt.date(2026, 7, 20)
ANSWERS = dt.date(2026, 8, 14)


def on(day: int, hour: int = 9, month: int = 7) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=dt.UTC)


class Verified(Area):
    """The area with figures of one practice and, when asked for, a window for verifying them."""

    def window(self, silence: str = "unverified", *, at=on(1), **changes):  # noqa: B008
        given = {"opens_on": OPENS, "deadline": DEADLINE, "decide_by": ANSWERS, **changes}
        return set_window(period=self.period, silence=silence, by=None, at=at, **given)

    def ids(self) -> list[int]:
        from indicators.selectors.verification import figures_held

        return [figure.pk for figure in figures_held(self.practice, self.period)]

    def verify(self, *doubts: tuple[str, str], at=on(10), seen=None, name="Pat Smith"):  # noqa: B008
        """Confirm all figures but those doubted: (indicator's code, reason)."""
        return verify(
            practice=self.practice,
            period=self.period,
            name=name,
            seen=self.ids() if seen is None else seen,
            challenges=[Challenge(self.figure(code).pk, reason) for code, reason in doubts],
            by=None,
            at=at,
        )


@pytest.fixture
def area(db) -> Verified:
    area = Verified()
    area.submitted(GOOD, row("FAC01", text="Welsh"), at=on(5))
    return area


__all__ = ["BY_NOBODY"]
