"""manage.py check_catalogue [FILE ...]: every problem of scorecard files, with file and line."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators import definitions
from indicators.catalogue import FOLDER, BadCatalogue, Catalogue, parse
from indicators.catalogue.texts import MOST_BYTES


class Command(BaseCommand):
    help = "Check scorecard files: all of the catalogue, or the files named."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", help="default: every file of the catalogue")

    def handle(self, *args: Any, **options: Any) -> None:
        named = [Path(name) for name in options["files"]]
        problems: list[str] = []
        for path in named or sorted(FOLDER.glob("*.toml")):
            shown = str(path) if named else path.name
            try:
                self._tell(shown, parse(_read(path), shown))
            except BadCatalogue as error:
                problems += error.problems
        if problems:
            raise CommandError("\n".join(problems), returncode=1)

    def _tell(self, file: str, found: Catalogue) -> None:
        weighted = sum(item.role == "weighted" for item in found.items)
        self.stdout.write(
            f"{file}: {found.name}: {weighted} weighted indicators in {len(found.domains)} "
            f"domains, {len(found.items) - weighted} beside them."
        )
        today = timezone.localdate()
        for item in found.items:
            for warning in definitions.warnings(item.data, today):
                self.stdout.write(f"  Warning, {item.code}: {warning}")


def _read(path: Path) -> bytes:
    """No more than tells that a file is too large. Raises BadCatalogue."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        said = f"{path}: {error.strerror}. Check the path of the file."
        raise BadCatalogue([said]) from error
