"""manage.py band --commissioner CODE --period PERIOD: band every practice, here and now."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count
from django.utils import timezone

from indicators.management.files import find_commissioner, find_period, told_plainly
from indicators.models import Result, Run
from indicators.services.certainty import work_out_certainty
from scorecard.calc.types import Band, NoBand
from scorecard.cards.selectors.versions import ids_of, live_version, version_for
from scorecard.cards.services.around import keep_around
from scorecard.cards.services.banding import band_period


class Command(BaseCommand):
    help = "Band a period's figures by the live scorecard, without waiting for a worker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--commissioner", required=True, help="code, for example QHM or ENG")
        parser.add_argument("--period", required=True, help="for example 2023-24")
        parser.add_argument(
            "--only", default="", help="codes: band these again, the others stand as last banded"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        commissioner = find_commissioner(options["commissioner"])
        if live_version(commissioner) is None:
            raise CommandError(
                f"{commissioner} has no live scorecard. Run start_scorecard with --live first."
            )
        period = find_period(commissioner, options["period"])
        version = version_for(period)
        if version is None:
            raise CommandError(
                f"No live version of a scorecard covers {period.name}. Put one in force for it."
            )
        with told_plainly():
            only = ids_of(version, options["only"].split(",")) if options["only"] else None
            card_run = band_period(
                version=version,
                period=period,
                key=uuid.uuid4(),
                by=None,
                at=timezone.now(),
                clock=timezone.now,
                only=only,
            )
        run = card_run.run
        work_out_certainty(run=run, by=None, at=timezone.now())
        keep_around(card_run=card_run, by=None, at=timezone.now())
        self.stdout.write(f"{card_run}: {run.definitions.count()} indicators.")
        if run.rest_from_id:
            self.stdout.write(
                f"All but {options['only']} stand as banded in run {run.rest_from_id}."
            )
        for word, count in self._counts(run):
            self.stdout.write(f"  {word}: {count:,}")

    def _counts(self, run: Run) -> list[tuple[str, int]]:
        rows = Result.objects.of_run(run).values_list("band", "no_band")
        return [
            (Band(band).name.lower() if band else NoBand(reason).name.lower(), count)
            for band, reason, count in rows.annotate(count=Count("practice")).order_by(
                "-band", "no_band"
            )
        ]
