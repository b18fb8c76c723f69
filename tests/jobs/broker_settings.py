"""The product's settings plus the sample jobs, for workers that broker tests start."""

from scorecard.config.settings import *  # noqa: F403
from scorecard.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.jobs.sample_app"]
