"""Events that come several to a person scatter more than chance: which counts those are. Pure."""

import re
from typing import Protocol

# Events that often come several to a person.
_SEVERAL = re.compile(
    r"\b(contacts?|consultations?|appointments?|attendances?|visits?|referrals?|admissions?"
    r"|prescriptions?|items)\b",
    re.IGNORECASE,
)
# Who is counted once, whatever happened to them how often.
_PEOPLE = re.compile(
    r"\s*(the )?(number of )?(patients|people|persons|adults|children|women|men)\b", re.IGNORECASE
)


class Counted(Protocol):
    """A definition, as far as it says what is counted."""

    @property
    def numerator(self) -> str: ...
    @property
    def sampling(self) -> str: ...
    @property
    def level(self) -> str: ...


def usual_scatter(definition: Counted) -> str:
    """The `over_dispersed` that a new definition has where nobody says any.

    Contacts, attendances and the like come several to a person, so they scatter more than chance;
    patients who had any are counted once.
    """
    counted = definition.sampling == "poisson" and definition.level == "practice"
    several = _SEVERAL.search(definition.numerator) and not _PEOPLE.match(definition.numerator)
    return "multiplicative" if counted and several else ""
