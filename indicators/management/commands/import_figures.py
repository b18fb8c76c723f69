"""manage.py import_figures PROFILE FILE --commissioner CODE: figures of a national file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from indicators.management.files import find_commissioner, read_file, tell, told_plainly
from indicators.services.national import import_figures
from indicators.sources.profiles import names


class Command(BaseCommand):
    help = "Keep the figures of a national file for a commissioner's practices and indicators."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "profile", help=f"one of {', '.join(names())}, or a path ending in .toml"
        )
        parser.add_argument("file")
        parser.add_argument("--commissioner", required=True, help="code, for example QHM or ENG")
        parser.add_argument(
            "--period",
            default="",
            help="2023-24, 2023 or 2023-24-Q1; where the file names periods: only this one",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file = read_file(options["profile"], options["file"])
        commissioner = find_commissioner(options["commissioner"])
        with told_plainly():
            done = import_figures(
                profile=file.profile,
                content=file.content,
                name=file.name,
                commissioner=commissioner,
                period=options["period"].strip(),
                by=None,
                at=timezone.now(),
            )
        facts = [
            ("rows read", done.rows_read),
            *done.recorded._asdict().items(),
            ("queries raised", done.queries),
            *((f"values, {what}", number) for what, number in done.areas.counts.items()),
            ("periods", ", ".join(done.periods)),
            ("SHA-256", f"{done.file.sha256} (the content itself is not stored)"),
            *done.used.items(),
        ]
        tell(self.stdout, f"{file.name}, {commissioner}", facts, done.notices)
