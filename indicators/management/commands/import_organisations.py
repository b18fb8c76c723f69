"""manage.py import_organisations FILE: practices, networks and commissioners of England."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from indicators.management.files import day, read_file, tell, told_plainly
from indicators.services.areas import import_areas


class Command(BaseCommand):
    help = "Add or update practices, networks and commissioners from a geography file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="for example MAPPING_NHS_GEOGRAPHIES_2223.csv")
        parser.add_argument("--icb", default="", help="only this integrated care board (QHM)")
        parser.add_argument("--details", help="the ODS file epraccur.csv: postcodes and dates")
        parser.add_argument(
            "--since",
            default="2022-04-01",
            help="the first day on which the file's geography holds (default: 2022-04-01)",
        )
        parser.add_argument("--profile", default="geography", help="layout of the file")

    def handle(self, *args: Any, **options: Any) -> None:
        file = read_file(options["profile"], options["file"])
        details = read_file("epraccur", options["details"]) if options["details"] else None
        with told_plainly():
            done = import_areas(
                file=file,
                details=details,
                only_area=options["icb"].strip().upper(),
                since=day(options["since"]),
                by=None,
                at=timezone.now(),
            )
        facts = [("practices read", done.practices), *done.counts.items()]
        tell(self.stdout, file.name, facts, done.notices)
