"""manage.py import_outside_values FILE --commissioner CODE: values of England, region and area."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from indicators.management.files import find_commissioner, read_bytes, told_plainly
from indicators.services.agreements import import_outside_values
from indicators.sources.outside import HEADINGS, read


class Command(BaseCommand):
    help = (
        "Keep values of England, the region and the area to compare with. The CSV file has the"
        f" columns {', '.join(HEADINGS)}; the area is england, region, or area (or the code of the"
        " commissioner). The same file again adds nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--commissioner", required=True, help="code, for example QHM or ENG")

    def handle(self, *args: Any, **options: Any) -> None:
        commissioner = find_commissioner(options["commissioner"])
        content, name = read_bytes(options["file"])
        with told_plainly():
            rows = read(content, name, commissioner.code)
            kept, unchanged = import_outside_values(
                commissioner=commissioner, rows=rows, by=None, at=timezone.now()
            )
        self.stdout.write(f"{name}, {commissioner}: {kept} values kept, {unchanged} as before.")
