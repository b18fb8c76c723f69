"""`manage.py seed_demo`: fill a database with the demo."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from scorecard.accounts.selectors import demo_accounts_exist
from scorecard.demo import world
from scorecard.demo.selectors import is_empty
from scorecard.demo.services import seed
from scorecard.demo.services.people import Account, renew_passwords


class Command(BaseCommand):
    help = "Fill the database with the demo: two invented areas and one account per role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quarters", type=int, default=13, help="3 to 13 (13)")
        parser.add_argument("--practices", type=int, default=40, help="8 to 40 (40)")
        parser.add_argument("--neighbours", type=int, default=8, help="2 to 8 (8)")
        parser.add_argument(
            "--only-if-empty",
            action="store_true",
            help="do nothing where there is any organisation or person already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data belong to a demo only: set SCORECARD_ENV=demo.")
        if demo_accounts_exist():
            self.stdout.write(_already_there())
        elif options["only_if_empty"] and not is_empty():
            self.stdout.write("The database is not empty, so no demo was made in it.")
        else:
            self.stdout.write(_make(options))


def _make(options: dict[str, Any]) -> str:
    try:
        plan = world.generate(
            quarters_count=options["quarters"],
            practices=options["practices"],
            neighbours=options["neighbours"],
        )
        with transaction.atomic():
            _write(seed(plan))
    except (ValidationError, ValueError) as error:
        raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error
    counts = ", ".join(f"{count} {name}" for name, count in world.counts(plan).items())
    return f"The demo is ready: {counts}. Its accounts: {_file()}"


def _already_there() -> str:
    """Passwords are kept nowhere but in the accounts file: without it they are made anew."""
    if _file().exists():
        return f"The demo is there already. Its accounts: {_file()}"
    with transaction.atomic():
        _write(renew_passwords(timezone.now()))
    return f"The demo is there already; its accounts have new passwords: {_file()}"


def _file() -> Path:
    return Path(settings.VAR_DIR) / "demo" / "accounts.json"


def _write(accounts: list[Account]) -> None:
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps([account._asdict() for account in accounts], indent=1) + "\n")
