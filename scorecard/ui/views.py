"""The reader's choice of colours."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from scorecard.accounts.access import public
from scorecard.ui.context import PALETTES

YEAR_IN_SECONDS = 365 * 24 * 60 * 60


@public
@csrf_exempt  # nothing to protect, and a token would set a cookie on every public page
@require_POST
def choose_palette(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie and go back to the page."""
    response = redirect(_back(request))
    if (palette := request.POST.get("palette")) in PALETTES:
        response.set_cookie(
            "palette",
            palette,
            max_age=YEAR_IN_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def _back(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if own else "/"
