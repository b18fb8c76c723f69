"""manage.py export_results --commissioner CODE --period PERIOD: the newest results, as a file."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.management.files import find_commissioner, find_period
from indicators.models import Result
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.export import HEADER, result_rows
from scorecard.cards.selectors.runs import newest_runs
from scorecard.ui.writers import TooManyRows, write_csv, write_xlsx


class Command(BaseCommand):
    help = "Write the newest results of a period, one row for each practice and indicator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--commissioner", required=True, help="code, for example QHM or ENG")
        parser.add_argument("--period", required=True, help="for example 2023-24")
        parser.add_argument("--format", choices=("csv", "xlsx"), default="csv")
        parser.add_argument("--output", help="file to write; without it CSV goes to the screen")

    def handle(self, *args: Any, **options: Any) -> None:
        commissioner = find_commissioner(options["commissioner"])
        period = find_period(commissioner, options["period"])
        runs = [one for one in newest_runs(commissioner) if one.run.period_id == period.pk]
        if not runs:
            raise CommandError(f"{period} is not banded yet for {commissioner}. Run band first.")
        if not options["output"]:
            self._to_screen(runs[0], options["format"])
            return
        path = Path(options["output"])
        try:
            rows = self._to_file(runs[0], path, options["format"])
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}. Choose another --output.") from error
        except TooManyRows as error:
            path.unlink(missing_ok=True)
            raise CommandError(str(error)) from error
        self.stdout.write(f"{path}: {rows:,} rows.")

    def _to_screen(self, card_run: CardRun, form: str) -> None:
        if form == "xlsx":
            raise CommandError("A spreadsheet cannot go to the screen. Name a file with --output.")
        write_csv(sys.stdout, HEADER, result_rows(card_run, timezone.localdate()))

    def _to_file(self, card_run: CardRun, path: Path, form: str) -> int:
        if form == "csv":
            with path.open("w", encoding="utf-8-sig", newline="") as text:
                return write_csv(text, HEADER, result_rows(card_run, timezone.localdate()))
        with path.open("wb") as file:
            write_xlsx(file, "Results", HEADER, result_rows(card_run, timezone.localdate()))
        return Result.objects.of_run(card_run.run).count()
