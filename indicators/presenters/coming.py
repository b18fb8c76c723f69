"""A return that was announced and is not open yet: what a practice can prepare."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from indicators.models import Collection, Definition
from indicators.presenters.words import day
from practices.models import Practice


@dataclass(frozen=True)
class ComingLine:
    """`indicators`: code and name of each that will be asked."""

    period: str
    href: str
    opens: str
    deadline: str
    guidance: str
    contact: str
    indicators: tuple[str, ...]
    templates: tuple[tuple[str, str], ...]


def coming_line(
    collection: Collection, asked: list[Definition], practice: Practice, today: dt.date
) -> ComingLine:
    address = [practice.code, collection.period.code]
    return ComingLine(
        period=collection.period.name,
        href=reverse("return", args=address),
        opens=f"{day(collection.opens_on)} ({_in_days((collection.opens_on - today).days)})",
        deadline=day(collection.deadline),
        guidance=collection.guidance,
        contact=collection.contact,
        indicators=tuple(f"{definition.code} {definition.name}" for definition in asked),
        templates=(
            ("Excel workbook with guidance", reverse("return-template", args=[*address, "xlsx"])),
            ("CSV file", reverse("return-template", args=[*address, "csv"])),
        ),
    )


def _in_days(days: int) -> str:
    return "tomorrow" if days == 1 else f"in {days} days"
