"""The text of a layout before it is read: no longer and no deeper than a layout is. Pure.

Anybody who may load files writes it, and it is read in a web process. So what would hold up the
reader (keys of thousands of parts, lists within lists) is found by one cheap pass over it.
"""

import re

MOST_CHARACTERS = 20_000
DEEPEST = 8
MOST_PARTS = 8

# Texts in quotes and comments; one that does not end goes as far as the reader of TOML would.
_QUOTED = re.compile(
    r'"""(?:[^\\]|\\.)*?(?:"{3,5}|\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*",
    re.DOTALL,
)
_BETWEEN_KEYS = re.compile(r"[\[\]{},=\n]")


def too_much(text: str) -> str:
    """What is too much about the text, as a sentence; empty where nothing is."""
    if len(text) > MOST_CHARACTERS:
        return (
            f"the text has {len(text):,} characters; a layout has at most {MOST_CHARACTERS:,}. "
            "Leave out what is not needed, or make two layouts of it."
        )
    bare = _QUOTED.sub("", text)
    if _depth(bare) > DEEPEST:
        return f"its brackets are nested more than {DEEPEST} deep. No field needs that."
    if max(part.count(".") for part in _BETWEEN_KEYS.split(bare)) >= MOST_PARTS:
        return f"a name has more than {MOST_PARTS} parts with dots between. No field needs that."
    return ""


def _depth(bare: str) -> int:
    deepest = depth = 0
    for bracket in re.findall(r"[\[\]{}]", bare):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest
