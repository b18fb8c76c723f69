"""Urgent signals in words: what came, where it stands, who was told and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.models import Figure, UrgentSignal, UrgentStep
from indicators.presenters.urgent_limits import limit_words
from indicators.presenters.words import figure_words, moment
from indicators.selectors.queries import held_since
from indicators.selectors.returns import due_indicator
from indicators.selectors.urgent import notices_of
from scorecard.charts.words import figure_with_unit, limits_with_unit

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SignalLine:
    """One signal in a list; `changed` says what became of the figure since."""

    pk: int
    practice: str
    indicator: str
    period: str
    figure: str
    limit: str
    came: str
    state: str
    colour: str
    changed: str


@dataclass(frozen=True)
class StepLine:
    what: str
    words: str
    who: str
    when: str


@dataclass(frozen=True)
class SignalPage:
    """`now_id` is the figure that counts since, 0 where it is still this one."""

    pk: int
    line: SignalLine
    practice_code: str
    reason: str
    facts: Rows
    told: Rows
    steps: tuple[StepLine, ...]
    closed: bool
    figure_id: int
    now_id: int
    limit_id: int


def signal_lines(signals: Iterable[UrgentSignal]) -> list[SignalLine]:
    """Signals as the selector gives them; any number of them in one more query."""
    found = list(signals)
    now = held_since(signal.figure for signal in found)
    return [_line(signal, now.get(signal.figure_id)) for signal in found]


def signal_page(signal: UrgentSignal) -> SignalPage:
    now = held_since([signal.figure]).get(signal.figure_id)
    line, figure = _line(signal, now), signal.figure
    return SignalPage(
        pk=signal.pk,
        line=line,
        practice_code=figure.practice.code,
        reason=signal.limit.reason,
        facts=_facts(signal, line),
        told=_told(signal),
        steps=tuple(
            StepLine(
                step.get_kind_display().capitalize(), step.words, str(step.by), moment(step.at)
            )
            for step in signal.steps.all()
        ),
        closed=signal.closed,  # type: ignore[attr-defined]
        figure_id=figure.pk,
        now_id=now.pk if now else 0,
        limit_id=signal.limit_id,
    )


def _line(signal: UrgentSignal, now: Figure | None) -> SignalLine:
    figure, indicator = signal.figure, due_indicator(signal.limit.definition)
    state, colour = _state(signal)
    return SignalLine(
        pk=signal.pk,
        practice=f"{figure.practice.name} ({figure.practice.code})",
        indicator=f"{indicator.code} {indicator.name}",
        period=figure.period.name,
        figure=figure_words(figure, indicator),
        limit=limit_words(signal.limit),
        came=moment(signal.signalled_at),
        state=state,
        colour=colour,
        changed=_changed(figure, figure_words(now, indicator) if now else ""),
    )


def _state(signal: UrgentSignal) -> tuple[str, str]:
    kinds = {step.kind for step in signal.steps.all()}
    if UrgentStep.Kind.CLOSED in kinds:
        return "Closed", "grey"
    return ("Acknowledged", "blue") if kinds else ("Open", "red")


def _changed(figure: Figure, now: str) -> str:
    if figure.replaced_at is not None:
        held = f"; {now} counts now" if now else ""
        return f"This figure was replaced on {moment(figure.replaced_at)}{held}"
    if not figure.counts:
        held = f", which says {now}" if now else ""
        return f"This figure is held beside the one that counts{held}"
    return ""


def _facts(signal: UrgentSignal, line: SignalLine) -> Rows:
    definition = signal.limit.definition
    shown = figure_with_unit(signal.value, definition.unit, definition.decimals)
    rows = [
        ("Figure", line.figure),
        *([] if shown in line.figure else [("Value", shown)]),
        ("95% interval", _interval(signal)),
        ("Limit", line.limit),
        ("Period", line.period),
        ("Came", line.came),
    ]
    if signal.figure.modelled:
        rows.append(("Counted or modelled", "Modelled, not counted"))
    return tuple(rows)


def _interval(signal: UrgentSignal) -> str:
    definition = signal.limit.definition
    if signal.lower is None or signal.upper is None:
        return "None: how it varies by chance is not known"
    unit, decimals = definition.unit, definition.decimals
    return limits_with_unit(signal.lower, signal.upper, unit, decimals)


def _told(signal: UrgentSignal) -> Rows:
    """One line for each person: when the message went, or why it did not."""
    said: dict[str, str] = {}
    for notice in notices_of(signal).order_by("sent", "pk"):
        when = moment(notice.at)
        failed = f"Not reached yet: the message of {when} failed; it is tried again"
        said[str(notice.person)] = f"Told on {when}" if notice.sent else failed
    return tuple(said.items())
