"""One result with everything behind it: the page that every coloured cell leads to, and the same
as data."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery, TextField
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse

from indicators.definitions import DefinitionData
from indicators.explained import Explained, Link, Whose, explained
from indicators.explaining import legend_of
from indicators.limits import limits_words
from indicators.models import Certainty, Figure, Result
from indicators.presenters.differences import other_sources
from indicators.presenters.words import day, moment
from indicators.selectors.agreements import objectives_for
from indicators.selectors.certainty import in_one
from indicators.selectors.definitions import data_of
from indicators.selectors.results import outcome_of, results_of
from indicators.selectors.verification import standing_in, standings_of
from indicators.standing import FigureStanding
from practices.group_selectors import group_of
from practices.models import Practice
from practices.selectors import networks_by_practice
from scorecard.accounts.roles import Permission
from scorecard.cards.around import OTHERS
from scorecard.cards.models import CardItem, CardRun
from scorecard.cards.presenters.agreements import objective_words
from scorecard.cards.presenters.certainty import Told, sees_numbers, waiting_note
from scorecard.cards.presenters.certainty import told as told_of
from scorecard.cards.presenters.indicator import trend_chart
from scorecard.cards.presenters.practice import result_line
from scorecard.cards.selectors.around import tells_area
from scorecard.cards.selectors.runs import history_of

FEW = f" (not told, because fewer than {OTHERS} other practices have a figure)"
_SURE = ("red", "amber", "green", "rank_best", "rank_worst", "too_close")
Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Reader:
    """Whose pages the links lead to: those of an area, those of a practice, or none (a network)."""

    area: str = ""
    practice: str = ""
    permissions: Collection[Permission] = ()

    def page(self, area: str, own: str, *args: Any) -> str:
        """The address of a page that areas and practices have by these names; else empty."""
        name, whose = (area, self.area) if self.area else (own, self.practice)
        return reverse(name, args=[whose, *args]) if name and whose else ""

    def definitions(self, name: str, *args: Any) -> str:
        """The address of a page of definitions, for the area's own people only."""
        may = Permission.SEE_DEFINITIONS in self.permissions
        return self.page(name, "", *args) if self.area and may else ""


def find_result(card_run: CardRun, practice: Practice, code: str) -> Result | None:
    return (
        results_of(card_run.run)
        .filter(practice=practice, definition__indicator__code=code)
        .select_related(
            "definition__indicator__commissioner", "figure__file", "figure__recorded_by", "part"
        )
        .annotate(sure=in_one(_SURE), place=_place_on(card_run))
        .first()
    )


def _place_on(card_run: CardRun) -> Subquery:
    """The place of each result's definition on the card that the run was banded by."""
    item = CardItem.objects.filter(version=card_run.version_id, definition=OuterRef("definition"))
    weight = Cast("weight", TextField())
    return Subquery(
        item.values(
            json=JSONObject(
                role="role", weight=weight, if_missing="if_missing", domain="domain__name"
            )
        )
    )


def without_neighbours(card_run: CardRun, result: Result, members: Collection[int] = ()) -> Result:
    """The result as its practice or network (of `members`, ids) is told it: with how it stands
    beside the area, but not the area's value where too few others stand behind that."""
    data = data_of(result.definition)
    told = data.comparator == "area" and result.benchmark is not None  # type: ignore[attr-defined]
    pk = result.definition_id
    if told and not tells_area(card_run, pk, data, members):
        result.benchmark = None  # type: ignore[attr-defined]
        result.benchmark_name += FEW  # type: ignore[attr-defined]
    return result


def explained_result(
    card_run: CardRun, result: Result, standing: FigureStanding, reader: Reader
) -> Explained:
    """The one answer of page and JSON; the file for analysts calls `explained` itself."""
    period = card_run.run.period
    return explained(
        Whose(
            (result.practice.code, result.practice.name),
            (result.definition.code, result.definition.name),
            (period.code, period.name),
        ),
        data_of(result.definition),
        outcome_of(result),
        _method(result, card_run),
        _links(result, card_run, standing, reader),
    )


def result_context(
    card_run: CardRun,
    result: Result,
    today: dt.date,
    reader: Reader,
    newest: Sequence[CardRun] | None = None,
) -> dict[str, Any]:
    """What the page of one result shows; `newest` as of `history_of`."""
    definition, practice = result.definition, result.practice
    if result.figure:
        result.figure.indicator = definition.indicator  # read with its commissioner already
    history = history_of(card_run, practice, definition.indicator_id, newest)
    standing = standing_of(result, today)
    chartable = definition.kind not in ("fact", "yes_no") and len(history) > 1
    told = explained_result(card_run, result, standing, reader)
    certain = certainty_told(result, reader)
    run, numbers = card_run.run, sees_numbers(reader.permissions)
    waits = numbers and not certain.known and result.part.certain_at is None
    return {
        "practice": practice,
        "definition": definition,
        "period": card_run.run.period,
        "line": result_line(definition, outcome_of(result), standing, certain),
        "told": told,
        "numbers": [*((one.label, one.shown) for one in told.numbers), *certain.rows],
        "certainty_note": waiting_note(run) if waits else "",
        "behind": [(one.label, one.words, one.address, "Open") for one in told.links],
        "figure": result.figure,
        "other_sources": other_sources(result.figure) if result.figure else [],
        "chart": trend_chart(definition, history, practice.name) if chartable else None,
    }


def certainty_told(result: Result, reader: Reader) -> Told:
    """How certain band and rank are, as this reader is told."""
    sure = result.sure  # type: ignore[attr-defined]
    known = Certainty(**sure) if sure else None
    return told_of(known, outcome_of(result), sees_numbers(reader.permissions))


def standing_of(result: Result, today: dt.date) -> FigureStanding:
    return standing_in(standings_of([result.figure_id], today), result.figure_id)


def _method(result: Result, card_run: CardRun) -> Rows:
    definition = result.definition
    data, outcome = data_of(definition), outcome_of(result)
    limits = limits_words(data, outcome)
    return [
        ("Rule", legend_of(data, outcome)),
        *((("Limits of chance at its size", limits),) if limits else ()),
        *_weight(result.place),  # type: ignore[attr-defined]
        *_group(result.practice, data, card_run),
        *_objectives(result, card_run),
        ("Levels agreed", definition.bands_agreed or "Not recorded"),
    ]


def _weight(place: Mapping[str, str] | None) -> Rows:
    if place is None:
        return []
    if place["role"] == CardItem.Role.COLLECTED:
        return [("Weight", "None: retired, still collected. It counts in no score.")]
    if not place["domain"]:
        return []
    rows = [("Weight", f"{Decimal(place['weight']).normalize():f}% of {place['domain']}")]
    if place["if_missing"]:
        rows.append(("When not returned", str(CardItem.IfMissing(place["if_missing"]).label)))
    return rows


def _group(practice: Practice, data: DefinitionData, card_run: CardRun) -> Rows:
    """In which group the practice stood, where it is compared by its group."""
    if data.comparator == "network":
        return _network(practice, card_run.run.period.ends_on)
    if data.comparator != "group":
        return []
    period, name = card_run.run.period, data.comparator_group
    found = group_of(period.commissioner_id, name, practice, period.ends_on)
    if found is None:
        return [("Group", f"There is no set of groups called “{name}”.")]
    on = day(period.ends_on)
    if found.group is None or found.since is None:
        return [("Group", f"In no group of “{name}” on {on}, the last day of the period.")]
    said = f"{found.group}, since {day(found.since)}"
    moved = found.since > period.starts_on
    why = f": what counts is the last day of the period, {on}" if moved else ""
    return [("Group", f"{said}{why}.")]


def _network(practice: Practice, on: dt.date) -> Rows:
    """A practice that moved is compared where it is on the last day of the period."""
    network = networks_by_practice([practice], on).get(practice.pk)
    said = f"{network}, its network on" if network else "In no network on"
    return [("Group", f"{said} {day(on)}, the last day of the period.")]


def _objectives(result: Result, card_run: CardRun) -> Rows:
    """What the practice agreed for the period; beside the rule by which it was banded."""
    agreed = objectives_for(result.practice, result.definition.indicator_id, card_run.run.period)
    return [("Objective", objective_words(result.definition, one)) for one in agreed]


def _links(
    result: Result, card_run: CardRun, standing: FigureStanding, reader: Reader
) -> list[Link]:
    """What stands behind a result: figure, file and row, who verified it, definition, run, card."""
    definition, version, run = result.definition, card_run.version, card_run.run
    return [
        *_figure_links(result.figure, standing, reader),
        Link(
            "definition",
            "Definition",
            f"version {definition.number} of {definition.code}",
            reader.definitions("indicator", definition.code),
        ),
        Link("run", "Banding run", f"number {run.pk}, {moment(run.finished_at)}"),
        Link("card", "Scorecard", str(version), reader.definitions("card-version", version.pk)),
    ]


def _figure_links(figure: Figure | None, standing: FigureStanding, reader: Reader) -> list[Link]:
    if figure is None:
        return [Link("figure", "Source", "No figure is held for this period.")]
    where = figure.file.name if figure.file else _ENTERED.get(figure.source, "Entered by hand")
    if figure.row:
        where += f", row {figure.row}"
    about = reader.page("figure", "practice-figure", figure.pk)
    by = str(figure.recorded_by) if figure.recorded_by else "A shell command"
    return [
        Link("figure", "Figure for", figure.period.name, about),
        Link("file", "Source file", where),
        Link("received", "Received", moment(figure.recorded_at)),
        Link("giver", "Received from", by),
        Link("verification", "Verification", f"{standing.sentence} {_who(standing)}".strip()),
    ]


_ENTERED = {"query": "Corrected after a query", "": "Entered without a file"}


def _who(standing: FigureStanding) -> str:
    return f"{standing.name} stands for it." if standing.name else ""
