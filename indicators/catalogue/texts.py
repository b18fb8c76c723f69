"""From the bytes of a file to TOML text, or a refusal in words. Pure."""

import codecs
import re

MOST_BYTES = 1024 * 1024
"""The largest starter file has about 70 kB; this is room for ten times as many indicators."""

MOST_BRACKETS = 10_000
MOST_PARTS = 8

STRING = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
)
TEXT_OR_COMMENT = re.compile(STRING + r"|#[^\n]*", re.DOTALL)
_BETWEEN_KEYS = re.compile(r"[=,\n\[\]{}]")
_MARKS = ((codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"))
_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"%PDF", "a PDF file"),
)
_WANTED = "Send a scorecard file (.toml) as it was exported, saved as plain text in UTF-8."


class NotText(ValueError):
    """A file that cannot hold a scorecard; the message says why and what to do."""


def check_size(text: str) -> None:
    """Refuse what would take the reader very long, before it begins. Raises NotText."""
    bare = TEXT_OR_COMMENT.sub("", text)
    if any(key.count(".") >= MOST_PARTS for key in _BETWEEN_KEYS.split(bare)):
        raise NotText(f"It holds a key of more than {MOST_PARTS} parts with dots. {_WANTED}")
    if bare.count("[") + bare.count("{") > MOST_BRACKETS:
        raise NotText(f"It holds more than {MOST_BRACKETS:,} brackets. {_WANTED}")


def decode(content: bytes) -> str:
    """The text of a scorecard file. Raises NotText."""
    if not content.strip():
        raise NotText(f"The file is empty. {_WANTED}")
    if len(content) > MOST_BYTES:
        size = MOST_BYTES // 1024
        raise NotText(f"The file is larger than {size} kB, so it is no scorecard. {_WANTED}")
    _check_kind(content)
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotText(f"Line {line} holds a character that is not UTF-8. {_WANTED}") from error


def _check_kind(content: bytes) -> None:
    for start, kind in _KINDS:
        if content.startswith(start):
            raise NotText(f"This is {kind}. {_WANTED}")
    for mark, name in _MARKS:
        if content.startswith(mark):
            raise NotText(f"The file is saved as {name}. {_WANTED}")
    if content.startswith(codecs.BOM_UTF8):
        raise NotText(
            "The file begins with a byte order mark. Save it as UTF-8 without one (some editors "
            'call it "UTF-8 with BOM").'
        )
    if b"\x00" in content:
        raise NotText(f"This is not a text file. {_WANTED}")
