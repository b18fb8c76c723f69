"""What can be done to an edition: its words, its form, who may, and the service that does it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from scorecard.accounts.roles import Permission
from scorecard.publication import lifecycle
from scorecard.publication.forms.steps import (
    KnowingForm,
    MoreTimeForm,
    NoteForm,
    PublishForm,
    ReasonForm,
    ScheduleForm,
    SendBackForm,
    StepForm,
    UntilForm,
)
from scorecard.publication.lifecycle import Step
from scorecard.publication.services import editions
from scorecard.publication.services.more_time import give_more_time


@dataclass(frozen=True)
class Act:
    """`done` is said when it was done. `last_resort`: shown last, and its button warns."""

    name: str
    to: Step
    heading: str
    button: str
    done: str
    form: type[StepForm]
    do: Callable[..., Any]
    last_resort: bool = False


PREPARING = (
    Act(
        "show",
        Step.PREVIEW,
        "Show it to the practices",
        "Show it to the practices",
        "Every practice can see it now, and is told by e-mail.",
        UntilForm,
        editions.open_preview,
    ),
    Act(
        "propose",
        Step.PROPOSED,
        "Propose it",
        "Propose that it be published",
        "Proposed. A second person has to approve it.",
        NoteForm,
        editions.propose,
    ),
    Act(
        "more-time",
        Step.PREVIEW,
        "Give practices more time",
        "Give more time and tell the practices",
        "Practices have until then. Each is told by e-mail, with your reason.",
        MoreTimeForm,
        give_more_time,
        last_resort=True,
    ),
    Act(
        "give-up",
        Step.GIVEN_UP,
        "Give it up",
        "Give it up",
        "Given up. Nothing of it becomes public.",
        ReasonForm,
        editions.give_up,
        last_resort=True,
    ),
)
DECIDING = (
    Act(
        "approve",
        Step.APPROVED,
        "Approve it",
        "Approve",
        "Approved. It can be published now, or at a time that you set.",
        KnowingForm,
        editions.approve,
    ),
    Act(
        "publish",
        Step.PUBLISHED,
        "Publish it now",
        "Publish now",
        "Published. Those who may read it can do so now.",
        PublishForm,
        editions.publish,
    ),
    Act(
        "schedule",
        Step.SCHEDULED,
        "Publish it later",
        "Set this time",
        "It is published at that time.",
        ScheduleForm,
        editions.schedule,
    ),
    Act(
        "send-back",
        Step.PREVIEW,
        "Send it back",
        "Send it back to the practices",
        "Sent back. It has to be proposed and approved again.",
        SendBackForm,
        editions.send_back,
        last_resort=True,
    ),
    Act(
        "withdraw",
        Step.WITHDRAWN,
        "Withdraw it",
        "Withdraw",
        "Withdrawn. Its address now says so.",
        ReasonForm,
        editions.withdraw,
        last_resort=True,
    ),
)
MAY = {
    **{one.name: Permission.DRAFT_RELEASE for one in PREPARING},
    **{one.name: Permission.APPROVE_RELEASE for one in DECIDING},
}


def offered(state: Step, permissions: Collection[Permission]) -> list[Act]:
    """What somebody may do next, what one mostly wants first."""
    found = [
        one for one in (*PREPARING, *DECIDING) if MAY[one.name] in permissions and _fits(one, state)
    ]
    return sorted(found, key=lambda one: one.last_resort)


def _fits(act: Act, state: Step) -> bool:
    """Showing comes first, more time while they look and sending back later, though all lead to the
    practices."""
    if act.name == "more-time":
        return state is Step.PREVIEW
    first = state is Step.DRAFTED if act.name == "show" else True
    return first and lifecycle.allowed(act.to, state)
