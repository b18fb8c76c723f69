"""The product's settings for workers of fault tests, in which each indicator takes its time."""

from tests.jobs.broker_settings import *  # noqa: F403
from tests.jobs.broker_settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.jobs.slow_app"]
