"""What people see after a fault of ours: which page depends on what failed."""

import sys

from django.http import HttpRequest, HttpResponse

from scorecard.jobs.errors import is_disk_full
from scorecard.ui import errors


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls it while it handles the exception."""
    fault = sys.exc_info()[1]
    full = fault is not None and is_disk_full(fault)
    return errors.no_room(request) if full else errors.server_error(request)
