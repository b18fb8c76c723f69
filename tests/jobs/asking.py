"""Asks for a sample job from a process of its own, as a web process would. Prints the job's id.

Usage: python -m tests.jobs.asking KIND ARGUMENTS-AS-JSON MESSAGES
"""

import json
import sys

import django
import structlog

django.setup()

from django.utils import timezone  # noqa: E402

from scorecard.jobs.services import ask  # noqa: E402
from scorecard.jobs.tasks import run_job  # noqa: E402

kind, arguments, messages = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
structlog.contextvars.bind_contextvars(request_id="request-of-the-test")
now = timezone.now()
job = ask(kind=kind, key=f"{now}", title="Sample", arguments=arguments, by=None, at=now)
for _ in range(messages - 1):
    run_job.delay(str(job.pk))
print(job.pk, flush=True)
