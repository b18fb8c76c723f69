"""How a row names the evidence file that was put beside it: "Evidence 12: plan.pdf"."""

import re

_REFERENCE = re.compile(r"evidence ([0-9]{1,15})\b", re.IGNORECASE)


def evidence_reference(number: int, name: str) -> str:
    return f"Evidence {number}: {name}"


def evidence_number(cell: str) -> int | None:
    """The number in such a reference; None in every other text."""
    found = _REFERENCE.match(cell)
    return int(found[1]) if found else None
