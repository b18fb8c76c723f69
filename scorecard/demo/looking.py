"""What happens to returns and figures after they came in, in days and positions. Pure.

Positions are those of the commissioner's practices; a smaller demo leaves out those it lacks.
"""

from typing import NamedTuple

# Days after the deadline of a quarter: everything accepted; nothing more taken.
ACCEPTED, LOCKED = 14, 45
# The newest quarter, still open: days after its first day.
LOOKED_AT = 32
QUESTION = (
    "More planned GP sessions took place than were planned. Please look at both numbers again."
)
# A practice that has typed a part of its return, has more time, and why.
TYPING, TYPED_ON, TYPED_ROWS = 3, 46, 3
MORE_DAYS = 14
WHY_MORE_DAYS = "The only person who prepares the return is ill until the middle of December."
# A practice whose file has problems that it has not mended yet.
MENDING, UPLOADED_ON = 9, 48

# Verification of the newest quarter with results, in days after the deadline of its return.
SET, OPENS, CLOSES, ANSWERS = 12, 16, 58, 65
# Position: day on which the practice confirmed what is held on it.
CONFIRMED = {2: 20, 8: 23, 10: 26, 13: 33, 16: 40, 21: 44}


class Doubt(NamedTuple):
    """A figure that a practice does not confirm."""

    position: int
    day: int
    indicator: str
    reason: str
    proposed: str


DOUBTS = (
    Doubt(
        1,
        21,
        "VFM04",
        "Referrals of the practice that merged with us in April are counted twice, once under "
        "each name.",
        "about 40 fewer",
    ),
    Doubt(
        11,
        22,
        "CAP03",
        "Our physiotherapist works for the whole network and is counted only here.",
        "",
    ),
)
