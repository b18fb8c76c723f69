"""manage.py load_file PROFILE FILE --commissioner CODE: everything that a published file brings."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.management.files import day, find_commissioner, read_bytes, told_plainly
from indicators.models import ReceivedFile
from indicators.selectors.layouts import known_profiles
from indicators.services.files import FileTooLarge
from indicators.services.loading import keep_source_file, load_file


class Command(BaseCommand):
    help = (
        "Load a file as its page does: figures, list sizes, closures, networks, points, reasons. "
        "The commissioner's own layouts may be named too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("profile", help="the name of a layout; 'list' names them all")
        parser.add_argument("file", nargs="?", default="")
        parser.add_argument("--commissioner", required=True, help="code, for example QHM or ENG")
        parser.add_argument("--period", default="", help="where the file names none: 2023-24")
        parser.add_argument("--on", default="", help="where the file names no day: 2023-03-31")

    def handle(self, *args: Any, **options: Any) -> None:
        commissioner = find_commissioner(options["commissioner"])
        if options["profile"] == "list":
            for one in known_profiles(commissioner):
                self.stdout.write(f"{one.name} ({', '.join(one.brings)}): {one.title}")
            return
        content, name = read_bytes(options["file"])
        now = timezone.now()
        try:
            with told_plainly():
                file = keep_source_file(
                    commissioner=commissioner,
                    profile=options["profile"],
                    name=name,
                    content=content,
                    period=options["period"].strip(),
                    day=day(options["on"]) if options["on"] else None,
                    how=ReceivedFile.How.COMMAND,
                    by=None,
                    at=now,
                )
        except FileTooLarge as error:
            raise CommandError(str(error)) from error
        self._tell(load_file(file_id=file.pk, by=None, at=now))

    def _tell(self, file: ReceivedFile) -> None:
        if file.state != ReceivedFile.State.KEPT:
            refused = file.report.get("refused", {"what": "Look at its page.", "mend": ""})
            raise CommandError(f"{refused['what']}\n{refused['mend']} Nothing was changed.")
        self.stdout.write(f"{file.name}, {file.commissioner}:")
        for one in file.report["brought"]:
            counts = ", ".join(f"{what} {number:,}" for what, number in one["counts"].items())
            self.stdout.write(f"  {one['what']}: {counts or 'nothing'}")
        for what, count in file.report["counts"].items():
            self.stdout.write(f"  {what}: {count:,}")
            for sentence in file.report["examples"].get(what, [])[:5]:
                self.stdout.write(f"    - {sentence}")
        for failed in file.report["failed"]:
            self.stdout.write(f"  Not used: {failed}")
