"""The project itself as a Django app: its system checks."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "scorecard.config"
    label = "config"

    def ready(self) -> None:
        from scorecard.config import celery, checks  # noqa: F401  the queue and the checks
