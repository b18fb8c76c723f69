"""A practice with a return of sixty figures that is due: `python -m tests.bench.returning`.

Prints, as one line of JSON, the practice's address and the cookie of somebody who may send it.
"""

import datetime as dt
import json
import os

CODE, PRACTICE, PERIOD, ROWS = "B03", "B03001", "2026-27-Q1", 60


def make() -> dict[str, str]:
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from indicators.definitions import DefinitionData
    from indicators.periods import parse
    from indicators.services.definitions import define
    from indicators.services.periods import add_period, open_collection
    from practices.services import organisations
    from practices.services.memberships import add_membership
    from scorecard.accounts.roles import Role
    from scorecard.accounts.services import add_user

    by, since = {"by": None, "at": timezone.now()}, dt.date(2015, 4, 1)
    area = organisations.add_commissioner(code=CODE, name="Area of one practice", **by)
    practice = organisations.add_practice(code=PRACTICE, name="Elm Surgery", **by)
    organisations.place_in_commissioner(practice=practice, commissioner=area, starts_on=since, **by)
    data = DefinitionData(
        name="Patients seen",
        description="How many were seen.",
        kind="proportion",
        polarity="high",
        numerator="Patients seen",
        denominator="Patients",
        multiplier=100,
        unit="%",
        sampling="proportion",
    )
    asked = [define(commissioner=area, code=code, data=data, **by) for code in codes()]
    span = parse(PERIOD)
    period = add_period(
        commissioner=area,
        code=PERIOD,
        name=span.name,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        **by,
    )
    today = timezone.localdate()
    open_collection(
        period=period,
        definitions=asked,
        opens_on=today,
        deadline=today + dt.timedelta(days=30),
        **by,
    )
    manager = add_user(email="manager@b03.example", name="Manager", password="unused words", **by)
    add_membership(
        user=manager, organisation=practice, role=Role.PRACTICE_MANAGER, starts_on=since, **by
    )
    client = Client()
    client.force_login(manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"path": f"/practice/{PRACTICE}/returns/{PERIOD}/", "session": cookie}


def codes() -> list[str]:
    return [f"IND{number:02}" for number in range(ROWS)]


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scorecard.config.settings")
    django.setup()
    print(json.dumps(make()))
