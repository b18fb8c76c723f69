"""What stands over the columns of the grid: sections, domains, and each indicator with its unit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from scorecard.dashboards.presenters.grid_sparks import green_spark
from scorecard.dashboards.selectors.run_sheet import Column, Shares

Address = Callable[..., str]


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
    place, when = f"{base}indicators/", quote(period)
    heads = [
        _head(one, mark_safe(green_spark(shares)), place, when, sort, address)
        for one, shares in zip(columns, green, strict=True)
    ]
    return mark_safe("".join(heads))


def _head(
    one: Column, line: SafeString, base: str, period: str, sort: str, address: Address
) -> SafeString:
    ordered, other, words = sorting(one.code, sort)
    unit = format_html('<span class="grid__unit">{}</span>', one.data.unit)
    return format_html(
        '<th scope="col"{}><a href="{}{}/results/?period={}">{} <span class="grid__name">{}</span>'
        '</a>{}{}<a class="grid__sort" href="{}" rel="nofollow" aria-label="Sort by {}, {}">{}</a>'
        "</th>",
        mark_safe(f' aria-sort="{ordered}"' if ordered else ""),
        base,
        quote(one.code),
        period,
        one.code,
        one.name,
        unit if one.data.unit else "",
        line,
        address(sort=other),
        one.code,
        words,
        {"": "⇅", "descending": "↓", "ascending": "↑"}[ordered],
    )


def sorting(key: str, sort: str) -> tuple[str, str, str]:
    """How a column is sorted now, what its link asks for, and that in words."""
    if sort.upper() == key.upper():
        return "descending", f"-{key}", "lowest first"
    if sort.upper() == f"-{key}".upper():
        return "ascending", key, "highest first"
    return "", key, "highest first"
