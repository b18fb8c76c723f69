"""Who offers a service, read from what practices say of themselves; and what population that is.

Missing is not "no": who did not say is not known, and counted apart. Pure.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from scorecard.calc.types import Codes, Floats

Counts = NDArray[np.intp]
Groups = NDArray[np.intp]


class Says(IntEnum):
    """What a practice says of a service. UNKNOWN: nothing, or that it does not know."""

    UNKNOWN = 0
    NO = 1
    YES = 2


_UNKNOWN = re.compile(
    r"(unknown|not known|not sure|do(es)? not know|n/?k|n/?a|tbc)\b|[?.–-]*$", re.I
)
_NO = re.compile(r"(no|none|not|nil|never|without|closed)\b", re.I)
_PLAIN = re.compile(r"(yes|no|none)\b", re.I)


def read_answer(text: str) -> Says:
    """A fact in words: what begins with no, none or not is no; other words say that there is one.

    "None at the practice; the network offers it" is no, "Tuesday until 8 pm" is yes.
    """
    said = text.strip()
    if _UNKNOWN.match(said):
        return Says.UNKNOWN
    return Says.NO if _NO.match(said) else Says.YES


def tells_plainly(text: str) -> bool:
    """Whether an answer begins with yes, no or none: so the question was whether there is one."""
    return bool(_PLAIN.match(text.strip()))


def parts_of(text: str) -> tuple[str, ...]:
    """The entries of a list, in their order, each once: "English; Polish"."""
    entries = (part.strip() for part in re.split(r"[;,\n]", text))
    return tuple(dict.fromkeys(part for part in entries if part))


@dataclass(frozen=True)
class Availability:
    """By group: practices that offer, do not offer, and of which it is not known; and patients.

    Patients are those of known list sizes; `unsized` counts the practices without one.
    """

    yes: Counts
    no: Counts
    unknown: Counts
    patients_yes: Floats
    patients_no: Floats
    patients_unknown: Floats
    unsized: Counts

    @property
    def practices(self) -> Counts:
        return self.yes + self.no + self.unknown

    @property
    def patients(self) -> Floats:
        return self.patients_yes + self.patients_no + self.patients_unknown


def availability(says: Codes, patients: Floats, groups: Groups, size: int) -> Availability:
    """Count each of `size` groups; `groups` has a number from 0, -1 for none."""
    sized = np.nan_to_num(patients)
    answers = (Says.YES, Says.NO, Says.UNKNOWN)
    who = [(says == answer) & (groups >= 0) for answer in answers]
    yes, no, unknown = (np.bincount(groups[one], minlength=size) for one in who)
    weighed = (np.bincount(groups[one], weights=sized[one], minlength=size) for one in who)
    patients_yes, patients_no, patients_unknown = (one.astype(np.float64) for one in weighed)
    without = np.isnan(patients) & (groups >= 0)
    return Availability(
        yes=yes,
        no=no,
        unknown=unknown,
        patients_yes=patients_yes,
        patients_no=patients_no,
        patients_unknown=patients_unknown,
        unsized=np.bincount(groups[without], minlength=size),
    )
