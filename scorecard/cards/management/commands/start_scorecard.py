"""manage.py start_scorecard CATALOGUE --commissioner CODE: a ready-made scorecard to start from."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from indicators.catalogue import BadCatalogue, load
from indicators.management.files import find_commissioner, told_plainly
from scorecard.cards.services.catalogue import start_from
from scorecard.cards.services.live import make_live

BECAUSE = "Put in force by the command that started it, before anybody was consulted."


class Command(BaseCommand):
    help = "Copy a scorecard from the catalogue for a commissioner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("catalogue", help="for example open-data")
        parser.add_argument("--commissioner", required=True, help="code, for example QHM or ENG")
        parser.add_argument("--name", default="", help="another name than the catalogue's")
        parser.add_argument("--live", action="store_true", help="put it in force at once")
        parser.add_argument("--because", default=BECAUSE, help="why it goes live without agreement")

    def handle(self, *args: Any, **options: Any) -> None:
        commissioner = find_commissioner(options["commissioner"])
        at = timezone.now()
        try:
            catalogue = load(options["catalogue"])
        except BadCatalogue as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        with told_plainly(), transaction.atomic():
            version = start_from(
                catalogue=catalogue,
                commissioner=commissioner,
                name=options["name"],
                by=None,
                at=at,
            )
            if options["live"]:
                make_live(version=version, unagreed_reason=options["because"], by=None, at=at)
        state = "live" if options["live"] else "a draft"
        count = len(catalogue.items)
        self.stdout.write(f"{version} for {commissioner}: {count} indicators, {state}.")
