"""The web process: `gunicorn scorecard.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from scorecard.config.checks import refuse_demo_accounts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scorecard.config.settings")
_django = get_wsgi_application()
refuse_demo_accounts()

from scorecard.config.front import front  # noqa: E402  it needs the settings
from scorecard.config.sending import few_at_once, with_patience  # noqa: E402

application = front(with_patience(few_at_once(_django)))
