"""manage.py add_person EMAIL --name NAME --role ROLE --organisation CODE: the first way in.

After the first administrator of a commissioner, people are invited on its own pages.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from practices.models import Commissioner, Network, Practice
from practices.scoping import Scope
from practices.services.invitations import invite
from scorecard.accounts.invitations import password_path
from scorecard.accounts.roles import Role


class Command(BaseCommand):
    help = "Give somebody a role, and print the link by which they choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, help=", ".join(Role))
        parser.add_argument("--organisation", required=True, help="its code, for example QHM")
        parser.add_argument(
            "--site", default="http://127.0.0.1:8000", help="how the site's address begins"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = self._organisation(options["organisation"].strip())
        site = options["site"].rstrip("/")
        try:
            done = invite(
                email=options["email"],
                name=options["name"],
                organisation=organisation,
                role=options["role"],
                starts_on=timezone.localdate(),
                full_address=lambda path: f"{site}{path}",
                by=None,
                at=timezone.now(),
            )
        except ValidationError as error:
            raise CommandError(f"{' '.join(error.messages)} Nothing was changed.") from error
        user = done.membership.user
        self.stdout.write(f"{user.email} is {done.membership.role} of {organisation}.")
        if not user.has_usable_password():
            self.stdout.write(f"Choose a password at {site}{password_path(user)}")

    def _organisation(self, code: str) -> Scope:
        for kind in (Commissioner, Network, Practice):
            if found := kind.objects.filter(code__iexact=code).first():
                return found
        raise CommandError(f"There is no organisation {code!r}. Give the code of one that is here.")
