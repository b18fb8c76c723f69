"""A chart in the reader's colours, whoever drew it and however long ago (releases are frozen)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

# Green, amber and red of `scorecard.charts.palette` in its other palette; a test compares them.
BLUE_ORANGE: Mapping[str, str] = MappingProxyType(
    {"#007f3b": "#005eb8", "#ffb81c": "#c8d8e8", "#d5281b": "#b34700"}
)


def in_palette(figure: Any, palette: str) -> Any:
    """The same figure; for "blue-orange" with every band colour exchanged."""
    return _exchanged(figure) if palette == "blue-orange" else figure


def _exchanged(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {name: _exchanged(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_exchanged(value) for value in part]
    return BLUE_ORANGE.get(part, part) if isinstance(part, str) else part
