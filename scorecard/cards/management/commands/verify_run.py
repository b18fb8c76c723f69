"""manage.py verify_run RUN: judge a run once more from what it kept, and say what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.management.files import find_commissioner, find_period
from indicators.models import Run
from indicators.selectors.certainty import is_worked_out
from indicators.services.judging_again import CannotBeVerified, Findings, code_words
from scorecard.cards.selectors.runs import newest_runs
from scorecard.cards.services.verifying import verify


class Command(BaseCommand):
    help = "Judge a run again from the inputs it kept and compare it with what is stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", nargs="?", type=int, help="the number of a run")
        parser.add_argument("--commissioner", help="code; with --period, its newest run")
        parser.add_argument("--period", help="for example 2023-24")

    def handle(self, *args: Any, **options: Any) -> None:
        run = self._run(options)
        try:
            findings = verify(run=run)
        except CannotBeVerified as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{run}, finished {run.finished_at:%-d %B %Y %H:%M}.")
        self.stdout.write(code_words(run))
        self._tell(run, findings)

    def _tell(self, run: Run, findings: Findings) -> None:
        for sentence in findings.told:
            self.stdout.write(f"  {sentence}")
        if findings.counts:
            counts = ", ".join(f"{kind} {number:,}" for kind, number in findings.counts.items())
            raise CommandError(
                f"{run} does not come out the same. What differs, counted: {counts}."
            )
        self.stdout.write(
            f"All {findings.results:,} results come out as they are stored, and so does the hash"
            f" of what they were judged by ({run.inputs_hash[:12]})."
        )
        self.stdout.write(
            f"How certain {findings.certain:,} of them are comes out as it is stored."
            if is_worked_out(run)
            else "How certain they are is not worked out yet."
        )

    def _run(self, options: dict[str, Any]) -> Run:
        if options["run"]:
            found = Run.objects.filter(pk=options["run"]).first()
            if found is None:
                raise CommandError(f"There is no run {options['run']}.")
            return found
        if not (options["commissioner"] and options["period"]):
            raise CommandError("Name a run by its number, or a --commissioner and a --period.")
        commissioner = find_commissioner(options["commissioner"])
        period = find_period(commissioner, options["period"])
        runs = [one.run for one in newest_runs(commissioner) if one.run.period_id == period.pk]
        if not runs:
            raise CommandError(f"{period} is not banded yet for {commissioner}.")
        return runs[0]
