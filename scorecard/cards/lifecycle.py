"""The life of a scorecard version: its states, and which act is allowed in which. Pure.

draft -> consultation -> agreed -> live -> closed. From consultation and agreed a version goes
back to draft with a reason; a draft, or what is consulted on, can be put in force without
agreement, again with a reason. What is not wanted any more is closed, with a reason, from any
state.
"""

from enum import StrEnum


class Act(StrEnum):
    """What somebody does with a version; the value completes "You cannot ..."."""

    CHANGE = "change it"
    CONSULT = "open a consultation on it"
    COMMENT = "comment on it"
    ANSWER = "answer comments on it"
    SIGN = "sign it"
    AGREE = "call it agreed"
    RETURN = "return it to draft"
    GO_LIVE = "put it in force as agreed"
    GO_LIVE_UNAGREED = "put it in force without agreement"
    CLOSE = "close it"


STATES = {
    "draft": "draft",
    "consultation": "in consultation",
    "agreed": "agreed",
    "live": "live",
    "closed": "closed",
}

_ALLOWED: dict[Act, tuple[str, ...]] = {
    Act.CHANGE: ("draft",),
    Act.CONSULT: ("draft",),
    Act.COMMENT: ("consultation",),
    Act.ANSWER: ("consultation", "agreed", "live"),
    Act.SIGN: ("consultation",),
    Act.AGREE: ("consultation",),
    Act.RETURN: ("consultation", "agreed"),
    Act.GO_LIVE: ("agreed",),
    Act.GO_LIVE_UNAGREED: ("draft", "consultation"),
    Act.CLOSE: ("draft", "consultation", "agreed", "live"),
}

# What somebody can do instead, by the state that is in the way.
_INSTEAD = {
    "draft": "Open a consultation first.",
    "consultation": "Return it to draft first.",
    "agreed": "Return it to draft first.",
    "live": "Start a new version.",
    "closed": "Start a new version.",
}

# For those who are asked, who cannot do any of that.
_NO_COMMENTS = {
    "draft": "Comments are taken once it is consulted on.",
    **dict.fromkeys(
        ("agreed", "live", "closed"),
        "The consultation has ended; you can still read what others said.",
    ),
}


def allowed(act: Act, status: str) -> bool:
    return status in _ALLOWED[act]


def refusal(act: Act, status: str, name: str) -> str:
    """Why `act` cannot be done to the version called `name`, and what to do; "" where it can."""
    if allowed(act, status):
        return ""
    return f"{name} is {STATES[status]}, so you cannot {act}. {_instead(act, status)}"


def _instead(act: Act, status: str) -> str:
    if act is Act.CLOSE:
        return "It stays as it is."
    if act is Act.COMMENT:
        return _NO_COMMENTS[status]
    if act is Act.GO_LIVE:
        ways = {
            "draft": "Have it agreed first: open a consultation.",
            "consultation": "It needs both signatures and the end of the consultation.",
        }
        return ways.get(status, _INSTEAD[status])
    if act is Act.GO_LIVE_UNAGREED and status == "agreed":
        return "It is agreed: put it in force as that."
    if act is Act.RETURN and status == "draft":
        return "It can be changed as it is."
    return _INSTEAD[status]


def next_step(
    status: str,
    *,
    problems: int = 0,
    ended: bool = False,
    missing: tuple[str, ...] = (),
    answers: bool = True,
) -> str:
    """What is to be done next, in one sentence. `missing` are the parties that have not signed;
    `answers` whether the reader answers comments."""
    if status == "draft":
        if problems:
            return "Mend what is listed below; then open a consultation."
        return "Open a consultation, so that practices, the LMC and patient groups can comment."
    if status == "consultation":
        return _in_consultation(ended, missing, answers)
    return {
        "agreed": "Put it in force for the periods that it is meant for.",
        "live": "Nothing now: banding uses it. To change anything, start the next version.",
        "closed": "Nothing. It stays here with everything that was made with it.",
    }[status]


def _in_consultation(ended: bool, missing: tuple[str, ...], answers: bool) -> str:
    wanted = " and ".join(missing)
    if missing and ended:
        return f"The consultation has ended. Still to sign: {wanted}."
    if missing:
        first = "Answer comments as they come. " if answers else ""
        return f"{first}Still to sign: {wanted}."
    if ended:
        return "Both have signed and the consultation has ended: record that it is agreed."
    return "Both have signed. It becomes agreed when the consultation has ended."
