"""The rows of the grid as html, joined by hand: six thousand cells in milliseconds.

Every text that somebody wrote is escaped; the rest is ours. A cell is its class, a link, the word
and the figure; its shape is drawn by the class, since ten thousand marks would weigh too much.
"""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from scorecard.dashboards.presenters.grid import Block, Note, Row
from scorecard.dashboards.presenters.grid_together import Pools, Together
from scorecard.dashboards.selectors.run_sheet import Column

_HEARD = '<span class="nhsuk-u-visually-hidden"> {}</span>'


def rows_html(
    block: Block,
    columns: Sequence[Column],
    base: str,
    period: str,
    by_reds: bool,
    sparks: Sequence[str],
    pools: Pools | None,
) -> list[SafeString]:
    """One `tr` for each practice, and those of practices put together before them; `base` is the
    address of the area."""
    query = f"/?period={quote(period)}"
    heads = [f'<td class="{one.css}"><a href="' for one in block.cells.looks]
    words = [f'">{escape(one.word)} <b>' for one in block.cells.looks]
    codes = [f"/{quote(one.code)}{query}" for one in columns]
    texts = list(zip(*block.cells.texts, strict=True)) or [()] * len(block.rows)
    notes = block.cells.notes
    by_row: dict[int, list[int]] = {}
    for row_number, column_number in notes:
        by_row.setdefault(row_number, []).append(column_number)
    practices = f"{escape(base)}practices/"
    found, trend = [], any(sparks)
    for number, (row, looks) in enumerate(zip(block.rows, block.cells.look.tolist(), strict=True)):
        link = practices + quote(row.code)
        cells = [
            f"{heads[look]}{link}{code}{words[look]}{text}</b></a></td>"
            for look, code, text in zip(looks, codes, texts[number], strict=True)
        ]
        for column in by_row.get(number, ()):
            said = _noted(notes[number, column])
            cells[column] = cells[column].removesuffix("</a></td>") + said
        start = _start(row, link + query, by_reds, sparks[number], trend)
        found.append(mark_safe(f"<tr>{start}{''.join(cells)}</tr>"))
    return _with_pools(found, block, pools, trend)


def _with_pools(
    rows: list[SafeString], block: Block, pools: Pools | None, trend: bool
) -> list[SafeString]:
    """Everybody first, and each group before the first of its practices on the page."""
    if pools is None or not rows:
        return rows
    blank = "<td></td>" + '<td class="trend"></td>' * trend + "<td></td>" * len(block.rows[0].reds)
    found, last = [_together(pools.whole, blank)], None
    for row, html in zip(block.rows, rows, strict=True):
        group = int(pools.groups[row.at])
        if pools.grouped and group != last:
            found.append(_together(pools.of[group], blank))
        found.append(html)
        last = group
    return found


def _together(one: Together, blank: str) -> SafeString:
    cells = "".join(f"<td><b>{escape(text)}</b></td>" for text in one.texts)
    return mark_safe(
        f'<tr class="together"><th scope="row" class="grid__row-head">{escape(one.name)}'
        f' <span class="grid__unit">{escape(one.note)}</span></th>'
        f"{blank}{cells}</tr>"
    )


def _start(row: Row, link: str, by_reds: bool, line: str, trend: bool) -> str:
    why = f'<span class="grid__unit">Not ranked: it {escape(row.atypical)}</span>'
    overall, reds = row.overall, ""
    if by_reds and overall.words.css != "none":
        reds = f"<i>{overall.reds} red{'' if overall.reds == 1 else 's'}</i>"
    drawn = f'<td class="trend">{line}</td>' if trend else ""
    name, code = escape(row.name), escape(row.code)
    tick = f'<input type="checkbox" name="practice" form="ticked" value="{code}"'
    return (
        f'<th scope="row" class="grid__row-head">{tick} aria-label="Tick {name}">'
        f' <a href="{link}">{name}</a>'
        f' <span class="grid__unit">{code}</span>{why if row.atypical else ""}</th>'
        f'<td class="{overall.words.css[:1]}"><a href="{link}">{escape(overall.words.word)}'
        f" <b>{escape(overall.score)}</b>{reds}</a></td>{drawn}"
        + "".join(f'<td class="nhsuk-table__cell--numeric">{one}</td>' for one in row.reds)
    )


@lru_cache(maxsize=1_000)
def _noted(notes: tuple[Note, ...]) -> str:
    said = "".join(
        (f"<i>{escape(one.mark)}</i>" if one.mark else "")
        + (_HEARD.format(escape(one.said)) if one.said else "")
        for one in notes
    )
    return f"{said}</a></td>"
