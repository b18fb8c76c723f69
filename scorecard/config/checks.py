"""System checks that refuse a dangerous set-up."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def no_demo_accounts(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Demo accounts have published passwords, so production refuses to start with any."""
    from scorecard.accounts.selectors import demo_accounts_exist

    if settings.DEMO or not demo_accounts_exist():
        return []
    return [
        Error(
            "This database holds demo accounts, whose passwords are known.",
            hint="Use a fresh database for production.",
            id="scorecard.E001",
        )
    ]
