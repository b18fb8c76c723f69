"""Which practices somebody chose to see side by side, as the address says it. Pure."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from scorecard.ui.typed import said_back

FEWEST, MOST = 2, 6
MOST_READ = 60  # codes of an address; who ticks more is told so all the same
MOST_SHOWN = 20  # characters of what cannot be a code
_CODE = re.compile(r"[A-Z0-9]{1,12}")


@dataclass(frozen=True)
class Chosen:
    """Codes in the order of the address, each once; `odd` are texts that cannot be a code."""

    codes: tuple[str, ...]
    odd: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return FEWEST <= len(self.codes) <= MOST


def chosen_in(texts: Iterable[str]) -> Chosen:
    """Read the codes of an address; small letters and spaces around do not matter."""
    read = [text.strip().upper() for text in texts]
    wanted = list(dict.fromkeys(text for text in read if text))[:MOST_READ]
    codes = tuple(text for text in wanted if _CODE.fullmatch(text))
    return Chosen(codes, tuple(text for text in wanted if not _CODE.fullmatch(text)))


def remarks(chosen: Chosen, known: Collection[str], place: str) -> list[str]:
    """What is wrong with the choice, each in a sentence that says how to mend it."""
    strange = [said_back(one, MOST_SHOWN) for one in chosen.odd]
    strange += [code for code in chosen.codes if code not in known]
    found = [
        f"{one} is not the code of a practice in {place}. Look for a mistyped letter or digit."
        for one in strange
    ]
    count = sum(code in known for code in chosen.codes)
    if count > MOST:
        found.append(f"{count} practices are ticked; at most {MOST} fit side by side. Untick some.")
    if count == 1:
        found.append("One practice is ticked. Tick at least one more to compare it with.")
    return found
