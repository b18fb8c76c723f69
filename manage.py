#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL it uses this clone's own PostgreSQL."""

import os
import sys

from scorecard.local.command import database
from scorecard.local.messages import SetUpError, command


@command
def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scorecard.config.settings")
    with database(sys.argv):
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line

        try:
            execute_from_command_line(sys.argv)
        except ImproperlyConfigured as error:
            raise SetUpError(str(error)) from None


if __name__ == "__main__":
    sys.exit(main())
