"""What a reader sees of one result on each page, taken from the html that was sent."""

import json
import re
from collections import defaultdict
from html import unescape
from typing import Any

# Where a link leads: to one practice's result on one indicator.
RESULT = re.compile(r'href="[^"]*?/practices/(\w+)/([\w-]+)/\?[^"]*"')
_SHAPES = str.maketrans("", "", "●▲◆○≈▶")
Where = tuple[str, str]


def words_of(html: str) -> str:
    """The text, hidden words too, without shapes."""
    text = unescape(re.sub(r"<[^>]*>", " ", html))
    return " ".join(text.translate(_SHAPES).split())


def cells_of(page: str) -> dict[Where, str]:
    """A grid: by practice and indicator the words of the cell that leads to the result."""
    found = {}
    for cell in re.findall(r"<td.*?</td>", page, re.S):
        if result := RESULT.search(cell):
            found[result.groups()] = words_of(cell)
    return found  # type: ignore[return-value]


def rows_of(page: str) -> dict[Where, list[str]]:
    """By practice and indicator the words of each table row that leads to the result."""
    found = defaultdict(list)
    for row in re.findall(r"<tr.*?</tr>", page, re.S):
        if result := RESULT.search(row):
            found[result.groups()].append(words_of(row))
    return found  # type: ignore[return-value]


def bars_of(page: str, chart: str) -> dict[str, tuple[float, str]]:
    """A ranked chart as it is drawn: by name of the practice the length of its bar and the word
    of its colour."""
    script = re.search(rf'<script id="{chart}" type="application/json">(.*?)</script>', page, re.S)
    if script is None:
        return {}
    figure: dict[str, Any] = json.loads(script.group(1))
    found = {}
    for trace in (one for one in figure["data"] if one["type"] == "bar"):
        lengths = trace["x"] if trace.get("orientation") == "h" else trace["y"]
        colour = trace["name"].translate(_SHAPES).strip()
        for hover, length in zip(trace["hovertext"], lengths, strict=True):
            found[unescape(hover.split(": ")[0])] = (length, colour)
    return found
