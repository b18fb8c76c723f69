"""Everything that a file brings, kind by kind: figures, lists, closures and so on."""

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import Period, ReceivedFile
from indicators.periods import UnknownPeriodCode, parse
from indicators.returns.steps import Step
from indicators.selectors.definitions import latest_definitions
from indicators.selectors.layouts import profile_of, reasons_of, same_before
from indicators.services import references, registers
from indicators.services.areas import File, import_lists
from indicators.services.bringing import OF_AREAS, WORDS, Brought, Whose
from indicators.services.figures import FiguresRefused
from indicators.services.files import keep_outcome
from indicators.services.national import import_figures
from indicators.services.reading import memory_of_a_file
from indicators.sources import outcomes
from indicators.sources.notices import Found, Notice
from indicators.sources.profiles import BadProfile, Profile
from indicators.sources.tables import FileNotRead
from practices.models import Commissioner
from practices.selectors import practices_last_of

NOT_USABLE = (FileNotRead, FiguresRefused, ValidationError, UnknownPeriodCode, BadProfile)
_KEEPS = {**registers.KEEPS, **references.KEEPS}


def bring(file: ReceivedFile, by: Any, at: dt.datetime, progress: Step) -> ReceivedFile:
    """Keep each kind of content; a kind that cannot be used leaves the others as they are.

    Raises FileNotRead when nothing of the file can be used.
    """
    profile = profile_of(file.commissioner, file.profile)
    given = File(profile, bytes(file.content or b""), file.name)
    whose = Whose(file.commissioner, _day(file, profile), by, at)
    brought: list[Brought] = []
    failed: list[str] = []
    for what in profile.brings:
        progress(0, 1, f"Reading {WORDS[what]}")
        try:
            with transaction.atomic():
                brought += _kind(what, given, file, whose, progress)
        except ValidationError as error:
            failed.append(" ".join(error.messages))
        except NOT_USABLE as error:
            failed.append(str(error))
    if not brought:
        raise FileNotRead("\n".join(failed))
    file.profile_version = profile.version
    notices = [notice for one in brought for notice in one.notices]
    return keep_outcome(
        file=file,
        report={**file.report, **_report(brought, failed, notices), **_same(file)},
        outcome=outcomes.packed(notices),
        state=ReceivedFile.State.KEPT,
        by=by,
        at=at,
    )


def _kind(
    what: str, given: File, file: ReceivedFile, whose: Whose, progress: Step
) -> list[Brought]:
    if what == "figures":
        return _figures(given, file, whose, progress)
    with memory_of_a_file(given.name):
        return [_lists(given, whose) if what == "lists" else _KEEPS[what](given, whose)]


def _figures(given: File, file: ReceivedFile, whose: Whose, progress: Step) -> list[Brought]:
    """The figures of practices and, where the file has any, the values of areas."""
    done = import_figures(
        profile=_with_reasons(given.profile, whose.commissioner),
        content=given.content,
        name=given.name,
        commissioner=whose.commissioner,
        period=file.report.get("period", ""),
        file=file,
        progress=progress,
        by=whose.by,
        at=whose.at,
    )
    if len(done.periods) == 1:
        held = Period.objects.filter(commissioner=whose.commissioner)
        file.period = held.get(code=done.periods[0])
    brought = Brought("figures", notices=done.notices)
    brought.counts.update({**done.recorded._asdict(), "queries": done.queries})
    brought.more = {"rows": done.rows_read, "columns": done.used, "periods": done.periods}
    _tell_units(brought, given.profile, whose.commissioner)
    areas = Brought(OF_AREAS, counts=Counter(done.areas.counts))
    return [brought, areas] if areas.counts else [brought]


def _tell_units(brought: Brought, profile: Profile, commissioner: Commissioner) -> None:
    """A value in per cent under an indicator in pounds is kept, and worth a look."""
    held = {one.code: one.unit for one in latest_definitions(commissioner)}
    for one in profile.figures:
        pattern = re.compile(re.escape(one.indicator).replace(r"\{group\}", ".+"))
        for code in sorted(code for code in held if pattern.fullmatch(code)):
            if one.unit and held[code] and held[code] != one.unit:
                said = f"{code} is shown in {held[code]}, the file gives {one.unit}."
                brought.tell(Found.OTHER_UNIT, said)


def _lists(given: File, whose: Whose) -> Brought:
    own = {one.code for one in practices_last_of(whose.commissioner)}
    done = import_lists(file=given, on=whose.day, only=own, by=whose.by, at=whose.at)
    brought = Brought("list sizes", notices=done.notices)
    brought.counts.update(done.recorded._asdict())
    return brought


def _with_reasons(profile: Profile, commissioner: Commissioner) -> Profile:
    """Codes count as reasons for taking patients out when a list of reasons says so."""
    known = tuple(reasons_of(commissioner))
    if not known:
        return profile
    figures = tuple(
        replace(one, adjustments=known) if one.adjustments == ("*",) else one
        for one in profile.figures
    )
    return replace(profile, figures=figures)


def _day(file: ReceivedFile, profile: Profile) -> dt.date | None:
    """The day given with the file; for lists, else the last day of the period that was given."""
    if day := file.report.get("day"):
        return dt.date.fromisoformat(day)
    period = file.report.get("period")
    return parse(period).ends_on if period and profile.lists else None


def _same(file: ReceivedFile) -> dict[str, Any]:
    same = same_before(file)
    return {"same_as": same.pk} if same else {}


def _report(brought: list[Brought], failed: list[str], notices: list[Notice]) -> dict[str, Any]:
    more = {name: value for one in brought for name, value in one.more.items()}
    return {
        **more,
        "brought": [{"what": one.what, "counts": dict(one.counts)} for one in brought],
        "failed": failed,
        **outcomes.summary(notices),
    }
