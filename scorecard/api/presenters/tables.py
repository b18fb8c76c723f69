"""The rows of the three files of an edition, in the order of `scorecard.api.dictionary`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from indicators import legends
from indicators.models.definitions import POLARITIES
from scorecard.api.dictionary import NOT_NAMED, NOT_TOLD, TOLD, TOLD_WITHOUT_NAMES
from scorecard.publication.levels import DETAILS
from scorecard.publication.models import EditionIndicator
from scorecard.publication.presenters.pages import contents_page
from scorecard.publication.selectors.told import Told, ToldRow
from scorecard.ui.cells import harmless
from scorecard.ui.standing import STANDINGS
from scorecard.ui.words import BANDS, COMPARISONS, NO_BANDS

Row = Sequence[object]

# By code, since a file may have a million rows.
_BANDS = {0: "", **{int(band): words.word for band, words in BANDS.items()}}
_NO_BANDS = {int(reason): words.word for reason, words in NO_BANDS.items()}
_COMPARISONS = {int(one): words for one, words in COMPARISONS.items()}
_STANDINGS = {str(kind): words.short for kind, words in STANDINGS.items()}
_POLARITIES = dict(POLARITIES)
_AT_ONCE = 500


def figure_blocks(told: Told) -> Iterator[list[Row]]:
    """Every figure that is told, one indicator at a time; each cell is harmless in a file."""
    for item in told.indicators:
        yield list(figure_rows(told, item, told.rows(item), harmless))


def figure_rows(
    told: Told,
    item: EditionIndicator,
    rows: Iterable[ToldRow],
    cell: Callable[[object], object],
    says: str | None = None,
) -> Iterator[Row]:
    """Rows of `Told` as those of the file; `cell` makes a text fit for where it goes. `says` is
    what the practice of a single row puts beside it, where that is known already."""
    pk = item.definition_id
    said = told.comments.all(definition=pk) if says is None else {}
    edition = told.edition
    code, period = cell(item.code), cell(edition.release.period.code)
    name = cell(item.benchmark_name)
    last = (edition.number, edition.card_run.run_id, item.definition.number)
    for practice, row in rows:
        yield (
            cell(practice.code) if practice else NOT_NAMED,
            code,
            period,
            *row[:5],
            _status(practice is not None, row),
            _BANDS[row[6]],
            "" if row[6] else _NO_BANDS[row[7]],
            "yes" if row[9] else "",
            _COMPARISONS[row[8]],
            name,
            row[5] if row[5] is not None else item.benchmark,
            _STANDINGS[row[11]],
            "yes" if row[10] else "",
            cell(row[12]) if row[12] else "",
            cell(said.get((practice.practice_id, pk), says or "")) if practice else "",
            *last,
        )


def _status(named: bool, row: Sequence[Any]) -> str:
    """Whether there is a figure, and where there is none, why."""
    if row[2] is None and not row[12]:
        return _NO_BANDS[row[7]] if not row[6] else TOLD
    return TOLD if named else TOLD_WITHOUT_NAMES


def practice_rows(told: Told) -> Iterator[Row]:
    """Every practice that is named, with its overall band where that is told."""
    sides = told.comments.all(definition=None)
    practices = told.practices.iterator(_AT_ONCE)
    while batch := list(islice(practices, _AT_ONCE)):
        said = {one["code"]: one["overall"] for one in contents_page(told, batch)["practices"]}
        for one in batch:
            overall = said[one.code]
            yield (
                one.code,
                one.name,
                one.postcode,
                one.network_code,
                one.network_name,
                one.patients,
                one.atypical,
                overall["word"] if told.tells_scores else NOT_TOLD,
                overall["score"] if told.tells_scores else "",
                sides.get((one.practice_id, None), ""),
            )


def indicator_rows(told: Told) -> Iterator[Row]:
    """Every indicator of which anything is told."""
    together = told.together()
    for item in told.indicators:
        definition = item.definition
        yield (
            item.code,
            item.name,
            definition.description,
            definition.rationale,
            definition.numerator,
            definition.denominator,
            definition.unit,
            _POLARITIES[definition.polarity],
            definition.kind,
            item.domain.name if item.domain else "",
            item.weight if item.domain else None,
            legends.legend(definition, item.period_levels),
            definition.bands_agreed,
            definition.minimum_denominator,
            definition.source,
            definition.evidence,
            DETAILS[told.detail(item)],
            together.get(item.definition_id),
            definition.number,
        )
