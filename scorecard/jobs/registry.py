"""Which function does which kind of job. Apps register theirs in their `tasks.py`."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.module_loading import autodiscover_modules

from scorecard.accounts.models import User
from scorecard.jobs.errors import UnknownKind
from scorecard.jobs.models import Job


class Progress(Protocol):
    """Say how far the work is: steps done, steps in all, and what is being done now.

    Cheap enough to call for every row. Raises ClaimLost when the job belongs to another worker,
    and Cancelled when somebody asked that it be cancelled.
    """

    def __call__(self, done: int, total: int, message: str = "") -> None: ...


@dataclass(frozen=True)
class Part:
    """One part of a job's work, to be done by a job of its own.

    `material` is what its handler finds in `job.material.content`, and may replace by what it
    made; `steps` is how many steps it counts for on the page of the whole.
    """

    kind: str
    title: str
    steps: int
    material: bytes
    arguments: dict[str, Any] = field(default_factory=dict)


Answer = dict[str, Any] | Sequence[Part] | None
Work = Callable[[Job, Progress], Answer]
MayAsk = Callable[[Job, User], bool]


@dataclass(frozen=True)
class Handler:
    """`atomic`: the work and the job's end are one transaction, so nothing is done twice.

    `may_ask`: who may ask for such a job today. Where it is given, they may see and cancel one
    that somebody else asked for, and nobody else asks for one again.
    """

    kind: str
    work: Work
    atomic: bool = True
    may_ask: MayAsk | None = None


_handlers: dict[str, Handler] = {}


def handles(
    kind: str, *, atomic: bool = True, may_ask: MayAsk | None = None
) -> Callable[[Work], Work]:
    """Register a function `(job, progress) -> result` for jobs of `kind`.

    The result is a dict that JSON can hold; or a list of parts, and then the handler is called
    once more when all of them are done: `job.parts` are their jobs. A handler
    that commits in steps says atomic=False and must then be harmless when it is run again from the
    start.
    """

    def register(work: Work) -> Work:
        known = _handlers.get(kind)
        if known is not None and known.work is not work:
            raise ValueError(f"Two handlers for jobs of kind {kind!r}: keep one.")
        _handlers[kind] = Handler(kind, work, atomic, may_ask)
        return work

    return register


def handler_for(kind: str) -> Handler:
    load_tasks()
    if kind not in _handlers:
        known = ", ".join(sorted(_handlers)) or "none"
        raise UnknownKind(f"Nothing handles jobs of kind {kind!r}. Known kinds: {known}.")
    return _handlers[kind]


def is_atomic(kind: str) -> bool:
    """Whether an attempt at such a job that did not end has changed nothing."""
    load_tasks()
    return kind not in _handlers or _handlers[kind].atomic


def rule_of(kind: str) -> MayAsk | None:
    """Who may ask for a job of this kind; None where no rule is registered."""
    load_tasks()
    return _handlers[kind].may_ask if kind in _handlers else None


@functools.cache
def load_tasks() -> None:
    """Meet the `tasks.py` of every app."""
    autodiscover_modules("tasks")
