"""manage.py seed_figures --commissioner CODE --period PERIOD: invent what a scorecard lacks."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.management.files import find_commissioner, find_period, told_plainly
from practices.models import Commissioner
from scorecard.cards.models import CardVersion
from scorecard.cards.selectors.versions import find_version, newest_version
from scorecard.demo.services.figures_for import fill_figures
from scorecard.demo.world import SEED
from scorecard.ui.errors import NotFoundInWords


class Command(BaseCommand):
    help = "Invent the figures that a scorecard's indicators lack in a period (demo only)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--commissioner", required=True, help="code, for example XD1")
        parser.add_argument("--period", required=True, help="for example 2025-26-Q4")
        # `--version` is taken: it shows the version of the framework.
        parser.add_argument(
            "--scorecard-version",
            type=int,
            help="the number at the end of its address (the draft if there is one, else the live)",
        )
        parser.add_argument("--seed", type=int, default=SEED, help="another one, other figures")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Invented figures belong to a demo only: set SCORECARD_ENV=demo.")
        commissioner = find_commissioner(options["commissioner"])
        version = _version(commissioner, options["scorecard_version"])
        period = find_period(commissioner, options["period"])
        with told_plainly():
            counts = fill_figures(
                version=version, period=period, seed=options["seed"], by=None, at=timezone.now()
            )
        self.stdout.write(f"{version}, {period}: {counts.stored:,} invented figures were added.")


def _version(commissioner: Commissioner, pk: int | None) -> CardVersion:
    try:
        found = newest_version(commissioner) if pk is None else find_version(commissioner, pk)
    except NotFoundInWords as error:
        raise CommandError(str(error)) from error
    if found is None:
        raise CommandError(f"{commissioner} has no scorecard yet. Run start_scorecard first.")
    return found
