"""The page of a network as a file: a row per indicator, two columns per practice."""

from collections.abc import Iterator

from scorecard.dashboards.presenters.network import NetworkPage

_HEADER = (
    "group",
    "indicator",
    "name",
    "unit",
    "network",
    "lower",
    "upper",
    "numerator",
    "denominator",
    "practices counted",
    "compared with",
    "in words",
)


def header_of(page: NetworkPage) -> tuple[str, ...]:
    members = (f"{one.code} {what}" for one in page.members for what in ("value", "band"))
    return (*_HEADER, *members)


def rows_of(page: NetworkPage) -> Iterator[tuple[object, ...]]:
    for block in page.blocks:
        for line in block.lines:
            n = line.numbers
            said = ". ".join(part.rstrip(".") for part in (line.beside, line.note) if part)
            cells = (part for one in line.cells for part in (one.full, one.words.word))
            yield (
                block.name, line.code, line.name, line.unit,
                n.value, n.lower, n.upper, n.above, n.below, n.practices or None, n.mark,
                said, *cells,
            )  # fmt: skip
