"""What stands over the columns of the grid: sections, domains, and each indicator with its unit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from scorecard.dashboards.presenters.grid_sparks import green_scale, green_spark
from scorecard.dashboards.selectors.run_sheet import Column, Shares

Address = Callable[..., str]
_HERE = "-here-"
_MARKS = {"": "⇅", "descending": "↓", "ascending": "↑"}


@dataclass(frozen=True)
class Over:
    """A section or a domain over its columns; without a name an empty place."""

    name: str
    size: int


def sections_over(columns: Sequence[Column]) -> tuple[Over, ...]:
    """Empty where no domain has a section."""
    if not any(one.section for one in columns):
        return ()
    return _over([one.section for one in columns])


def domains_over(columns: Sequence[Column]) -> tuple[Over, ...]:
    return _over([one.domain_name for one in columns])


def _over(names: Sequence[str]) -> tuple[Over, ...]:
    return tuple(Over(name, len(list(run))) for name, run in groupby(names))


def column_heads(
    columns: Sequence[Column],
    green: Sequence[Shares],
    base: str,
    period: str,
    sort: str,
    address: Address,
) -> SafeString:
    """A `th` for each indicator: where its page is, the share that was green by period, and how to
    sort by it. `address(sort=..)` is that of the same grid in another order."""
    place, when = f"{escape(base)}indicators/", quote(period)
    # One address, into which each column puts its own order.
    other = escape(address(sort=_HERE))
    scale = green_scale(green)
    heads = [
        _head(one, green_spark(shares, scale), place, when, sort, other)
        for one, shares in zip(columns, green, strict=True)
    ]
    return mark_safe("".join(heads))


def _head(one: Column, line: str, place: str, when: str, sort: str, other: str) -> str:
    ordered, key, words = sorting(one.code, sort)
    code, unit = escape(one.code), escape(one.data.unit)
    aria = f' aria-sort="{ordered}"' if ordered else ""
    return (
        f'<th scope="col"{aria}><a href="{place}{quote(one.code)}/results/?period={when}">{code}'
        f' <span class="grid__name">{escape(one.name)}</span></a>'
        + (f'<span class="grid__unit">{unit}</span>' if unit else "")
        + f'{line}<a class="grid__sort" href="{other.replace(_HERE, quote(key))}" rel="nofollow"'
        f' aria-label="Sort by {code}, {words}">{_MARKS[ordered]}</a></th>'
    )


def sorting(key: str, sort: str) -> tuple[str, str, str]:
    """How a column is sorted now, what its link asks for, and that in words."""
    if sort.upper() == key.upper():
        return "descending", f"-{key}", "lowest first"
    if sort.upper() == f"-{key}".upper():
        return "ascending", key, "highest first"
    return "", key, "highest first"
