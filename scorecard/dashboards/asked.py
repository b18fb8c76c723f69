"""Choices in an address: what is asked for, or the usual with a sentence that says so. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from scorecard.ui.typed import said_back

MOST_SHOWN = 60  # characters of what somebody typed into the address


@dataclass
class Asked:
    """`problems`: a sentence for each choice that does not exist; the page then shows the usual."""

    given: Mapping[str, str]
    problems: list[str] = field(default_factory=list)

    def one_of(self, name: str, choices: Mapping[str, str], usual: str = "") -> str:
        wanted = self.given.get(name, "")
        if wanted in choices:
            return wanted
        if wanted:
            instead = "; the usual one is shown" if usual else ", so every one is shown"
            seen = said_back(wanted, MOST_SHOWN)
            self.problems.append(f"There is no {name} “{seen}” here{instead}.")
        return usual

    def page(self) -> int:
        text = self.given.get("page", "1")
        return min(max(int(text[:9]), 1), 10**6) if text.isascii() and text.isdigit() else 1


def query(**parts: object) -> str:
    """`?a=1&b=2` of those that say something."""
    known = {name: str(value) for name, value in parts.items() if value not in ("", None)}
    return f"?{urlencode(known)}" if known else ""
