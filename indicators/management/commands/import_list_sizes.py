"""manage.py import_list_sizes PROFILE FILE: registered and weighted patients."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from indicators.management.files import day, read_file, tell, told_plainly
from indicators.services.areas import import_lists


class Command(BaseCommand):
    help = "Keep list sizes of the practices known here."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("profile", help="list-sizes, payments, or a path ending in .toml")
        parser.add_argument("file")
        parser.add_argument("--on", help="the day of the lists, where the file names none")

    def handle(self, *args: Any, **options: Any) -> None:
        file = read_file(options["profile"], options["file"])
        on = day(options["on"]) if options["on"] else None
        with told_plainly():
            done = import_lists(file=file, on=on, by=None, at=timezone.now())
        facts = list(done.recorded._asdict().items())
        tell(self.stdout, file.name, facts, done.notices)
