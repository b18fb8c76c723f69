"""The web process: `gunicorn scorecard.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from scorecard.config.checks import refuse_demo_accounts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scorecard.config.settings")
application = get_wsgi_application()
refuse_demo_accounts()
