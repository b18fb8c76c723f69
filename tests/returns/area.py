"""An area with two practices and a return that is due, built through services."""

import datetime as dt

from indicators.definitions import DefinitionData
from indicators.models import Collection, Figure, Period, ReceivedFile
from indicators.returns.check import check_return
from indicators.selectors.returns import RETURN_PROFILE
from indicators.services import returns
from indicators.services.definitions import define
from indicators.services.files import receive_file
from indicators.services.periods import add_period, open_collection
from practices.models import Commissioner, Practice
from practices.services import organisations
from practices.services.memberships import add_membership
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.accounts.services import add_user
from tests.returns.files import INDICATORS, csv_file, row

AT = dt.datetime(2026, 7, 10, 9, tzinfo=dt.UTC)
LONG_AGO = dt.date(2015, 4, 1)
OPENS, DEADLINE = dt.date(2026, 7, 1), dt.date(2026, 7, 31)
ANNOUNCED = dt.date(2026, 1, 1)
BY_NOBODY = {"by": None, "at": AT}


class Area:
    """Commissioner X01; practices X00001 and X00002; a return due for April to June 2026."""

    commissioner: Commissioner
    practice: Practice
    neighbour: Practice
    period: Period
    collection: Collection

    def __init__(self, code: str = "X01", practices: tuple[str, str] = ("X00001", "X00002")):
        self.commissioner = organisations.add_commissioner(
            code=code, name=f"Area {code}", **BY_NOBODY
        )
        self.practice, self.neighbour = (self._practice(number) for number in practices)
        definitions = [self._define(indicator) for indicator in INDICATORS]
        self.period = add_period(
            commissioner=self.commissioner,
            code="2026-27-Q1",
            name="April to June 2026",
            starts_on=dt.date(2026, 4, 1),
            ends_on=dt.date(2026, 6, 30),
            **BY_NOBODY,
        )
        self.collection = open_collection(
            period=self.period,
            definitions=definitions,
            announced_on=ANNOUNCED,
            opens_on=OPENS,
            deadline=DEADLINE,
            **BY_NOBODY,
        )

    def person(self, role: Role, organisation=None) -> User:
        """Somebody with this role, in the practice or the commissioner as the role needs."""
        organisation = organisation or (
            self.practice if "practice" in str(role) else self.commissioner
        )
        name = f"{role} {organisation.code}"
        email = name.replace(" ", ".").lower() + "@example.org"
        user = add_user(email=email, name=name, **BY_NOBODY)
        add_membership(
            user=user, organisation=organisation, role=role, starts_on=LONG_AGO, **BY_NOBODY
        )
        return user

    def checked(self, *rows, at=AT, content: bytes | None = None, name="r.csv") -> ReceivedFile:
        """A file of the practice, received and checked."""
        file = receive_file(
            commissioner=self.commissioner,
            practice=self.practice,
            period=self.period,
            profile=RETURN_PROFILE,
            name=name,
            content=csv_file(rows) if content is None else content,
            by=None,
            at=at,
        )
        # In this process, which is quicker; test_limits and test_worker go the whole way.
        return returns.check_file(file_id=file.pk, by=None, at=at, check=check_return)

    def submitted(self, *rows, at=AT, **options):
        file = self.checked(*rows, at=at)
        return returns.submit_return(file=file, by=None, at=at, **options)

    def figure(self, code: str = "ACC01") -> Figure:
        current = Figure.objects.current()
        return current.get(practice=self.practice, indicator__code=code)

    def _practice(self, code: str) -> Practice:
        practice = organisations.add_practice(code=code, name=f"Surgery {code}", **BY_NOBODY)
        organisations.place_in_commissioner(
            practice=practice,
            commissioner=self.commissioner,
            starts_on=LONG_AGO,
            **BY_NOBODY,
        )
        return practice

    def _define(self, indicator):
        counted = indicator.kind in ("proportion", "rate", "ratio")
        data = DefinitionData(
            name=indicator.name,
            description=f"{indicator.name}.",
            kind=indicator.kind,
            polarity="high" if indicator.kind != "fact" else "none",
            numerator="those counted" if counted else "",
            denominator="all of them" if counted else "",
            multiplier=indicator.multiplier,
            unit=indicator.unit,
            sampling="proportion" if indicator.kind == "proportion" else "none",
        )
        return define(commissioner=self.commissioner, code=indicator.code, data=data, **BY_NOBODY)


GOOD = row("ACC01", "80", "100")
OTHERS = (
    row("CAP01", "500", "1000"),
    row("QUA01", value="11"),
    row("QUA02", value="3"),
    row("QUA03", value="yes"),
    row("FAC01", text="Polish"),
    row("VAL01", value="5"),
)
