"""A line as small as a word: where a number stood, period by period. Pure; html in, nothing drawn
by a script, and the numbers said to those who hear it."""

from collections.abc import Sequence
from html import escape

# In quarters of a pixel, so that a point of a score can be seen without decimals.
WIDTH, HEIGHT, EDGE = 240, 64, 8


def spark(values: Sequence[float | None], low: float, high: float, said: str) -> str:
    """An inline svg of the values, oldest first, between `low` and `high`; a gap where one is
    missing. Empty where there are not two. `said` is its text."""
    known = [one for one in values if one is not None]
    if len(known) < 2:
        return ""
    points = [_point(at, len(values), one, low, high) for at, one in enumerate(values)]
    lines = "".join(f'<path d="M{"L".join(run)}"/>' for run in _runs(points))
    last = next(one for one in reversed(points) if one)
    x, y = last.split(" ")
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(said)}">'
        f'{lines}<circle cx="{x}" cy="{y}" r="8"/></svg>'
    )


def _point(at: int, number: int, value: float | None, low: float, high: float) -> str:
    if value is None:
        return ""
    x = EDGE + (WIDTH - 2 * EDGE) * at / max(number - 1, 1)
    share = min(max((value - low) / ((high - low) or 1), 0), 1)
    return f"{x:.0f} {HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * share:.0f}"


def _runs(points: Sequence[str]) -> list[list[str]]:
    """The points that follow one another without a gap; one alone is no line."""
    runs: list[list[str]] = [[]]
    for point in points:
        if point:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]
