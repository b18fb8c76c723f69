"""The web process: `gunicorn scorecard.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scorecard.config.settings")
application = get_wsgi_application()
