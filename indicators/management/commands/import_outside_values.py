"""manage.py import_outside_values FILE --commissioner CODE: values of England and of the region."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from indicators.management.files import find_commissioner, read_bytes, told_plainly
from indicators.services.agreements import import_outside_values
from indicators.sources.outside import HEADINGS, read


class Command(BaseCommand):
    help = (
        "Keep values of England and of the region to compare with. The CSV file has the columns"
        f" {', '.join(HEADINGS)}; the area is england or region. The same file again adds nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--commissioner", required=True, help="code, for example QHM or ENG")

    def handle(self, *args: Any, **options: Any) -> None:
        commissioner = find_commissioner(options["commissioner"])
        content, name = read_bytes(options["file"])
        with told_plainly():
            kept, unchanged = import_outside_values(
                commissioner=commissioner, rows=read(content, name), by=None, at=timezone.now()
            )
        self.stdout.write(f"{name}, {commissioner}: {kept} values kept, {unchanged} as before.")
