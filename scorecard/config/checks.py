"""System checks that refuse a dangerous set-up.

`manage.py check --deploy` asks them all; the web server, the worker and the clock ask for
themselves when they start in production.
"""

from typing import Any

import structlog
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.utils import ProgrammingError
from psycopg.errors import UndefinedTable

from scorecard.config.answers import database_trouble

DEMO_ACCOUNTS = "scorecard.E001"
NO_ANSWER = "scorecard.E002"

NOT_SCANNED = "scorecard.W001"
NO_SCANNER = "scorecard.W002"

log = structlog.get_logger("scorecard.checks")


@register(Tags.security, deploy=True)
def no_demo_accounts(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Demo accounts have published passwords, so production refuses to start with any."""
    if settings.DEMO:
        return []
    if trouble := database_trouble(connection.settings_dict):
        return [Error(f"Nobody can tell whether there are demo accounts. {trouble}", id=NO_ANSWER)]
    if not _demo_accounts_exist():
        return []
    return [
        Error(
            "This database holds demo accounts, whose passwords are known.",
            hint="Use a fresh database for production.",
            id=DEMO_ACCOUNTS,
        )
    ]


@register(Tags.security, deploy=True)
def files_are_scanned(app_configs: Any, **kwargs: Any) -> list[Warning]:
    """Whether uploads are scanned for viruses is the deployer's decision; it must be one."""
    from indicators.services import scanning

    if not scanning.is_on():
        hint = "Set CLAMD_ADDRESS to where a ClamAV daemon listens."
        return [Warning("Uploads are not scanned for viruses.", hint=hint, id=NOT_SCANNED)]
    if reason := scanning.trouble():
        hint = f"It must listen at CLAMD_ADDRESS ({reason}). Until then no upload is read."
        return [Warning("The virus scanner does not answer.", hint=hint, id=NO_SCANNER)]
    return []


def refuse_demo_accounts() -> None:
    """Raise ImproperlyConfigured in production where demo accounts exist.

    A database that does not answer stops nothing: /readyz says so, and /healthz still works.
    """
    if not settings.PRODUCTION:
        return
    for found in no_demo_accounts(None):
        if found.id == DEMO_ACCOUNTS:
            raise ImproperlyConfigured(f"{found.msg} {found.hint}")
        log.warning("started unchecked", reason=found.msg)


def _demo_accounts_exist() -> bool:
    from scorecard.accounts.selectors import demo_accounts_exist

    try:
        return demo_accounts_exist()
    except ProgrammingError as error:
        if isinstance(error.__cause__, UndefinedTable):
            return False  # before the first `migrate` there is no account either
        raise
    finally:
        # Nothing may be left open for the processes that a web server forks.
        if not connection.in_atomic_block:
            connection.close()
