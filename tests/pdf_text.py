"""The words of a PDF that WeasyPrint made, in the order in which they are drawn.

A font in such a file numbers its glyphs; a table in it (ToUnicode) says which letters they are.
Standard library only.
"""

import re
import zlib

_OBJECT = re.compile(rb"\b(\d+) 0 obj\b(.*?)(stream\r?\n|endobj)", re.S)
_LENGTH = re.compile(rb"/Length (\d+)")
_HEX = re.compile(r"<([0-9a-fA-F]+)>")
_DRAWN = re.compile(r"/(\S+) [\d.]+ Tf|(\[.*?\]) TJ|(<[0-9a-fA-F]*>) Tj|\b(ET)\b", re.S)

Letters = dict[str, str]  # by glyph number, four hex digits


def pdf_text(content: bytes) -> str:
    """Each run of text in a line of its own. Raises ValueError for glyphs that no table names."""
    objects = _objects(content)
    fonts = _fonts(objects)
    pages = [one.decode("latin-1") for one in objects.values() if b" TJ" in one or b" Tj" in one]
    return "\n".join(line for page in pages for line in _lines(page, fonts))


def _objects(content: bytes) -> dict[int, bytes]:
    """By number what an object says, its stream laid open."""
    found: dict[int, bytes] = {}
    at = 0
    while one := _OBJECT.search(content, at):
        number, head, at = int(one.group(1)), one.group(2), one.end()
        said = b""
        if one.group(3) != b"endobj":
            length = int(_LENGTH.search(head).group(1))  # type: ignore[union-attr]
            said, at = _opened(content[at : at + length]), at + length
        found |= _packed(head, said) if b"/ObjStm" in head else {number: head + said}
    return found


def _opened(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _packed(head: bytes, said: bytes) -> dict[int, bytes]:
    """Objects that stand together in one stream: numbers and places first."""
    first = int(re.search(rb"/First (\d+)", head).group(1))  # type: ignore[union-attr]
    numbers = [int(one) for one in said[:first].split()]
    starts = [first + one for one in numbers[1::2]] + [len(said)]
    return {
        number: said[start:end]
        for number, start, end in zip(numbers[::2], starts, starts[1:], strict=False)
    }


def _fonts(objects: dict[int, bytes]) -> dict[str, Letters]:
    """By the name under which pages draw with a font, which letters its glyphs are."""
    found = {}
    for body in objects.values():
        # A dictionary of fonts: /NAME 12 0 R, each of which has a table.
        for name, number in re.findall(rb"/([A-Za-z0-9+_-]+) (\d+) 0 R", body):
            table = re.search(rb"/ToUnicode (\d+) 0 R", objects.get(int(number), b""))
            if table:
                found[name.decode()] = _letters(objects[int(table.group(1))].decode("latin-1"))
    return found


def _letters(table: str) -> Letters:
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        pairs = _HEX.findall(block)
        for glyph, letters in zip(pairs[::2], pairs[1::2], strict=True):
            found[glyph.lower()] = bytes.fromhex(letters).decode("utf-16-be")
    return found


def _lines(page: str, fonts: dict[str, Letters]) -> list[str]:
    lines, line, font = [], "", {}
    for name, many, one, end in _DRAWN.findall(page):
        if name:
            font = fonts.get(name, {})
        elif end:
            lines.append(line)
            line = ""
        else:
            line += "".join(_word(glyphs, font) for glyphs in _HEX.findall(many or one))
    return [one for one in lines if one.strip()]


def _word(glyphs: str, font: Letters) -> str:
    numbers = [glyphs[at : at + 4].lower() for at in range(0, len(glyphs), 4)]
    unknown = [one for one in numbers if one not in font]
    if unknown:
        raise ValueError(f"No table says which letters these glyphs are: {unknown[:5]}.")
    return "".join(font[one] for one in numbers)
