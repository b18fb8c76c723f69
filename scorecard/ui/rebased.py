"""What was typed, put on what is saved now: only what the reader changed stays as typed. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 500_000


@dataclass(frozen=True)
class Rebased:
    """`clashes` are the names that both changed, `taken` those that only somebody else did."""

    data: dict[str, str]
    clashes: tuple[str, ...]
    taken: tuple[str, ...]


def rebase(base: Mapping[str, str], sent: Mapping[str, str], saved: Mapping[str, str]) -> Rebased:
    """`base` is what the form showed; what it did not say stands as it was sent."""
    untouched = {name for name, text in sent.items() if base.get(name) == text.strip()}
    theirs = [name for name in saved if name in base and base[name] != saved[name]]
    typed = {name: text for name, text in sent.items() if name not in untouched}
    return Rebased(
        data={**saved, **typed},
        clashes=tuple(one for one in theirs if one in typed and typed[one] != saved[one]),
        taken=tuple(one for one in theirs if one not in typed),
    )


def read_base(text: str) -> dict[str, str]:
    """What the form showed; nothing where that cannot be read."""
    if len(text) > LONGEST:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)}
