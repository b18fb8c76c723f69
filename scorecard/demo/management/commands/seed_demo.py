"""`manage.py seed_demo`: fill an empty database with the demo."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from scorecard.accounts.selectors import demo_accounts_exist
from scorecard.demo import world
from scorecard.demo.services import seed
from scorecard.demo.services.people import Account


class Command(BaseCommand):
    help = "Fill an empty database with the demo: two invented areas and one account per role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quarters", type=int, default=13, help="2 to 13 (13)")
        parser.add_argument("--practices", type=int, default=40, help="8 to 40 (40)")
        parser.add_argument("--neighbours", type=int, default=8, help="2 to 8 (8)")

    def handle(self, *args: Any, **options: Any) -> None:
        if demo_accounts_exist():
            self.stdout.write(f"The demo is there already. Its accounts: {_file()}")
            return
        try:
            plan = world.generate(
                quarters_count=options["quarters"],
                practices=options["practices"],
                neighbours=options["neighbours"],
            )
            with transaction.atomic():
                accounts = seed(plan)
                _write(accounts)
        except (ValidationError, ValueError) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error
        counts = ", ".join(f"{count} {name}" for name, count in world.counts(plan).items())
        self.stdout.write(f"The demo is ready: {counts}. Its accounts: {_file()}")


def _file() -> Path:
    return Path(settings.VAR_DIR) / "demo" / "accounts.json"


def _write(accounts: list[Account]) -> None:
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps([account._asdict() for account in accounts], indent=1) + "\n")
