"""A banding run judged and scored once more, and held against what is stored."""

from indicators.models import Run
from indicators.services.judging_again import Findings, judged_again


def verify(*, run: Run) -> Findings:
    """Bands, states and ranks exactly, figures within 1e-12 of themselves. Writes nothing.

    Raises CannotBeVerified where inputs or results are not there.
    """
    findings = Findings()
    for _ in judged_again(run, findings):
        pass
    return findings
