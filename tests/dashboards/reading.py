"""What a reader finds in the grid: each cell's words under its row and its column."""

import re
from html import unescape


def cells_of(page: str) -> dict[tuple[str, str], str]:
    """By name of the practice and code of the indicator: all words of the cell, hidden ones too."""
    table = re.search(r'<table class="grid cells">.*?</table>', page, re.S).group()
    head = re.findall(r"<tr>.*?</tr>", table.split("</thead>")[0], re.S)[-1]
    columns = [_words(one).split(" ")[0] for one in re.findall(r"<th.*?</th>", head, re.S)]
    found = {}
    for row in re.findall(r"<tr.*?</tr>", table.split("<tbody>")[1], re.S):
        name = _words(re.search(r"<th.*?</th>", row, re.S).group().split("</a>")[0])
        texts = [_words(one) for one in re.findall(r"<td.*?</td>", row, re.S)]
        found |= {(name, code): text for code, text in zip(columns[1:], texts, strict=True)}
    return found


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
