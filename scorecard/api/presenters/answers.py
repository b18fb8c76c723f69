"""What the API answers, from the same rows as the files."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from indicators.explained import Link, Whose, explained
from indicators.selectors.definitions import data_of
from scorecard.api import addresses, dictionary, licence
from scorecard.api.presenters.feed import reason_of
from scorecard.api.presenters.tables import figure_rows, indicator_rows, practice_rows
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import EditionStep
from scorecard.publication.presenters.notice_of_change import changed_in
from scorecard.publication.selectors.public import corrected_in
from scorecard.publication.selectors.told import Told, ToldFigure
from scorecard.ui.cells import plain

Json = dict[str, Any]
_FILES = ("figures_csv", "practices_csv", "indicators_csv", "metadata")


def area(commissioner: Any) -> Json:
    slug, here = commissioner.slug, addresses.api_area(commissioner.slug)
    return {
        "slug": slug,
        "code": commissioner.code,
        "name": commissioner.name,
        "links": {
            "page": addresses.area_page(slug),
            "editions": f"{here}/editions",
            "changes": f"{here}/changes",
            "feed": addresses.feed(slug),
        },
    }


def edition(one: Any) -> Json:
    words, period, old = one.words, one.release.period, corrected_in(one)
    return {
        "period": {"code": period.code, "name": words["period"]},
        "number": one.number,
        "title": one.title,
        "introduction": one.introduction,
        "state": one.state,
        "published_at": one.published_at,
        "changed_at": one.ended_at,
        "corrects": old.number if old else None,
        "reason": one.reason if old else "",
        **_changed(one),
        "note": one.ended_note if one.state != Step.PUBLISHED else "",
        "scorecard": words["scorecard"],
        "scorecard_version": words["version"],
        "run": one.card_run.run_id,
        "banded_on": words["banded_on"],
        "overall_rule": words["overall_rule"],
        "small_numbers": words["small_numbers"],
        "licence": licence.name(),
        "licence_address": licence.address(),
        "links": _links(one),
    }


_NOTHING_CHANGED: Json = {"what_changed": "", "changed": None}


def _changed(one: Any) -> Json:
    found = changed_in(one)
    if found is None:
        return _NOTHING_CHANGED
    return {"what_changed": found["text"], "changed": found["counts"]}


def _links(one: Any) -> Json:
    page, here = addresses.edition_page(one), addresses.api_edition(one)
    files = {name: f"{page}{file}" for name, file in zip(_FILES, addresses.FILES, strict=True)}
    found = {"practices": f"{here}/practices", "indicators": f"{here}/indicators", **files}
    if one.state == Step.WITHDRAWN:
        found = dict.fromkeys(found, "")
    return {"page": page, **found}


def change(step: EditionStep) -> Json:
    one = step.edition
    return {
        "at": step.at,
        "what": step.step,
        "period": one.release.period.code,
        "number": one.number,
        "title": one.title,
        "scorecard": one.words["scorecard"],
        "reason": reason_of(step),
        **(_changed(one) if step.step == Step.PUBLISHED else _NOTHING_CHANGED),
        "page": addresses.edition_page(one),
    }


def practices(told: Told) -> list[Json]:
    here = addresses.api_edition(told.edition)
    names = dictionary.header(dictionary.PRACTICES)
    found: list[Json] = [dict(zip(names, row, strict=True)) for row in practice_rows(told)]
    return [
        {**one, "figures": f"{here}/practices/{_quoted(one['practice_code'])}/figures"}
        for one in found
    ]


def indicators(told: Told) -> list[Json]:
    here = addresses.api_edition(told.edition)
    names = dictionary.header(dictionary.INDICATORS)
    found: list[Json] = [dict(zip(names, row, strict=True)) for row in indicator_rows(told)]
    return [
        {**one, "figures": f"{here}/indicators/{_quoted(one['indicator_code'])}/figures"}
        for one in found
    ]


def figures_of_indicator(told: Told, item: Any) -> list[Json]:
    return [_figure(told, row) for row in figure_rows(told, item, told.rows(item), plain)]


def figures_of_practice(told: Told, practice: Any) -> list[Json]:
    return [_one(told, figure) for figure in told.of_practice(practice)]


def explanation(told: Told, figure: ToldFigure) -> Json:
    """By the product's one function for it."""
    item, practice = figure.indicator, figure.practice
    words, data = told.edition.words, data_of(item.definition)
    whose = Whose(
        practice=(practice.code, practice.name) if practice else ("", ""),
        indicator=(item.code, item.name),
        period=(words["period_code"], words["period"]),
    )
    said = [data.bands_agreed, figure.standing.public, words["small_numbers"]]
    labels = ("Levels agreed", "Standing", "Small numbers")
    method = [(label, one) for label, one in zip(labels, said, strict=True) if one]
    page = addresses.edition_page(told.edition)
    links = (
        Link("edition", "Edition", told.edition.title, page),
        Link("source", "Source", data.source),
        Link("run", "Banding run", str(told.edition.card_run.run_id)),
    )
    found = explained(whose, data, figure.outcome, method, links)
    return {"figure": _one(told, figure), **found.as_json()}


def _one(told: Told, figure: ToldFigure) -> Json:
    rows = figure_rows(told, figure.indicator, [figure.as_row()], plain, figure.says)
    row = next(iter(rows))
    return _figure(told, row)


def _figure(told: Told, row: Sequence[Any]) -> Json:
    found = dict(zip(dictionary.header(dictionary.FIGURES), row, strict=True))
    practice, indicator = _quoted(found["practice_code"]), _quoted(found["indicator_code"])
    here = f"{addresses.api_edition(told.edition)}/practices/{practice}/indicators/{indicator}"
    named = found["practice_code"] != dictionary.NOT_NAMED
    return {
        **found,
        "close": bool(found["close"]),
        "modelled": bool(found["modelled"]),
        "explanation": here if named else "",
    }


def _quoted(code: str) -> str:
    return quote(code, safe="")
