"""manage.py prune_runs: take away the results of superseded runs that nobody was shown."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from scorecard.cards.selectors.superseded import abandoned_parts, prunable_runs
from scorecard.cards.services.pruning import prune_runs


class Command(BaseCommand):
    help = "Take away the results of superseded runs that nobody outside the commissioner saw."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say which")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            for run in prunable_runs(now):
                self.stdout.write(
                    f"{run} of {run.commissioner}, finished {run.finished_at:%-d %B %Y %H:%M}"
                )
            abandoned = len(abandoned_parts(now))
            self.stdout.write(
                f"Parts that no run came to name: {abandoned:,}. Nothing was changed."
            )
            return
        done = prune_runs(by=None, at=now)
        self.stdout.write(
            f"Pruned {done.runs:,} runs with {done.results:,} results, and {done.abandoned:,} parts"
            f" or tables that no run names. Left for the next time, being read: {done.busy:,}."
        )
