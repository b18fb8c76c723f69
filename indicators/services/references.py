"""Keeping what files say of indicators and areas: points, reasons, practices of an own area.

A file from outside may not move what belongs to somebody else: it adds practices to the area that
loads it, and leaves those of other areas, their networks and the names of areas as they are.
"""

from dataclasses import asdict, replace

from django.core.exceptions import ValidationError

from indicators.models import Indicator
from indicators.selectors.definitions import data_of
from indicators.services.areas import File, placed_rows, source_of
from indicators.services.bringing import Brought, Keep, Whose
from indicators.services.definitions import define
from indicators.sources.listing import ParsedPractice, parse_organisations
from indicators.sources.notices import Found
from indicators.sources.registers import parse_points, parse_reasons, parse_shown
from practices.models import Commissioner, Network, Practice
from practices.selectors import tree_of
from practices.services.imports import import_organisations

WHY = "Points as {} gives them"


def bring_points(file: File, whose: Whose) -> Brought:
    """Points for indicators that have none yet; other points are told and left as agreed."""
    found, notices = parse_points(file.content, file.profile, file.name)
    brought = Brought("points of indicators", notices=notices)
    held = {one.code: one for one in Indicator.objects.filter(commissioner=whose.commissioner)}
    for one in found:
        latest = held[one.indicator].definitions.first() if one.indicator in held else None
        if latest is None:
            brought.counts["not defined here"] += 1
        elif latest.points == one.points:
            brought.counts["unchanged"] += 1
        elif latest.points:
            said = f"{one.indicator} has {latest.points:g} points here, {one.points:g} in the file."
            brought.tell(Found.HELD_OTHERWISE, said, one.row)
        else:
            define(
                commissioner=whose.commissioner,
                code=one.indicator,
                data=replace(data_of(latest), points=one.points),
                why=WHY.format(file.name),
                by=whose.by,
                at=whose.at,
            )
            brought.counts["stored"] += 1
    return brought


def bring_reasons(file: File, whose: Whose) -> Brought:
    """Codes and words stay with the file; the newest list is the one that counts."""
    found, notices = parse_reasons(file.content, file.profile, file.name)
    brought = Brought("reasons for taking patients out", notices=notices)
    for one in found:
        brought.counts["reasons" if one.kind == "PCA" else "exclusions"] += 1
    brought.more = {"reasons": [asdict(one) for one in found], "rows": len(found)}
    return brought


def bring_shown(file: File, whose: Whose) -> Brought:
    """Nothing is kept; the page of the file shows the rows."""
    found, notices = parse_shown(file.content, file.profile, file.name)
    brought = Brought("rows to read", notices=notices)
    brought.counts["shown"] = len(found.rows)
    brought.more = {"shown": asdict(found), "rows": len(found.rows)}
    return brought


def bring_organisations(file: File, whose: Whose) -> Brought:
    """Practices of the commissioner's own area, from the day given."""
    if whose.day is None:
        raise ValidationError("Give the day from which the practices belong to these areas.")
    found, notices = parse_organisations(file.content, file.profile, file.name)
    brought = Brought("practices", notices=notices)
    rows = _free(_in_own_area(found, whose, brought), whose, brought)
    if not rows:
        raise ValidationError(f"No practice of {whose.commissioner} is in this file.")
    counts = import_organisations(
        rows=placed_rows(rows, {}, whose.day, brought.notices),
        since=whose.day,
        source=source_of(file),
        by=whose.by,
        at=whose.at,
    )
    brought.counts.update(counts)
    return brought


def _in_own_area(
    found: list[ParsedPractice], whose: Whose, brought: Brought
) -> list[ParsedPractice]:
    """With names and parents of areas as they are held: a file does not rename or move them."""
    own = Commissioner.objects.filter(pk__in=tree_of(whose.commissioner)).select_related("parent")
    areas = {one.code: one for one in own if one.parent}
    kept = []
    for one in found:
        area = areas.get(one.area)
        if area is None or area.parent is None:
            brought.counts["of others"] += 1
            continue
        parent = area.parent
        kept.append(
            replace(one, area_name=area.name, country=parent.code, country_name=parent.name)
        )
    return kept


def _free(found: list[ParsedPractice], whose: Whose, brought: Brought) -> list[ParsedPractice]:
    """Those of which neither the practice nor its network belongs to another area."""
    others = set(Practice.objects.values_list("code", flat=True)) - set(whose.practices())
    elsewhere = Network.objects.exclude(commissioner__in=tree_of(whose.commissioner))
    networks = set(elsewhere.values_list("code", flat=True))
    kept = []
    for one in found:
        if one.code in others:
            said = f"{one.code} belongs to another area."
        elif one.network in networks:
            said = f"{one.code}: its network {one.network} belongs to another area."
        else:
            kept.append(one)
            continue
        brought.tell(Found.HELD_OTHERWISE, said, one.row)
    return kept


KEEPS: dict[str, Keep] = {
    "organisation": bring_organisations,
    "points": bring_points,
    "reasons": bring_reasons,
    "shows": bring_shown,
}
