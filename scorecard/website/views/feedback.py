"""A reader says what could be improved. Nothing is kept of who it was, and no cookie is set.

A token against forged forms needs a cookie, so there is none. It would protect what somebody
signed in may do, and here nobody is: whoever forges this form could as well fill it in. What is
left to keep out, other sites that send it from their readers' browsers, shows in the headers.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from practices.access import public as anybody
from scorecard.publication.selectors import public
from scorecard.publication.services.feedback import TooMuchFeedback, receive_feedback
from scorecard.ui.errors import too_large
from scorecard.website.forms.feedback import FeedbackForm
from scorecard.website.presenters.about_page import AboutPage, about_page
from scorecard.website.views.pages import show

TITLE = "Tell us what could be improved"
MOST_TO_PARSE = 2 * 1024**2  # bytes; up to here the form itself says how long a text may be
TRAP = "website"  # a field that nobody sees; programs fill it in
ELSEWHERE = "This came from another website, so it was not sent. Send it again from here."


@anybody
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_TO_PARSE:
        return too_large(request)
    sends = request.method == "POST"
    about = about_page((request.POST if sends else request.GET).get("about", ""))
    areas = {} if about else _areas()
    choices = [(slug, one.name) for slug, one in areas.items()]
    form = FeedbackForm(request.POST if sends else None, areas=choices)
    trapped = bool(request.POST.get(TRAP))
    status = 200
    if (about or areas) and not trapped and form.is_valid():
        area = about.commissioner if about else areas[form.cleaned_data["area"]]
        status = _sent(request, form, area, about)
    if trapped or status == 302:
        return redirect("feedback-thanks")
    shown: dict[str, Any] = {"form": form, "about_page": about, "can_be_sent": bool(about or areas)}
    page = show(request, "website/feedback.html", title=TITLE, description=TITLE, **shown)
    page.status_code = status
    return page


@anybody
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    title = "Thank you"
    return show(request, "website/feedback_thanks.html", title=title, description=title)


def _areas() -> dict[str, Any]:
    found = [one.release.scorecard.commissioner for one in public.in_force_everywhere()]
    return {one.slug: one for one in found}


def _sent(request: HttpRequest, form: FeedbackForm, area: Any, about: AboutPage | None) -> int:
    """302 when it was kept; else the form has the reason, and the status goes with it."""
    if _from_another_site(request):
        form.add_error(None, ELSEWHERE)
        return 403
    try:
        receive_feedback(
            commissioner=area,
            page=about.address if about else "",
            text=form.cleaned_data["text"],
            address=_address(request),
            at=timezone.now(),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return 200
    except TooMuchFeedback as error:
        form.add_error(None, str(error))
        return 429
    return 302


def _from_another_site(request: HttpRequest) -> bool:
    """Browsers say where a form was sent from; what says nothing is no page's doing."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    elsewhere = origin is not None and urlsplit(origin).netloc != request.get_host()
    return site not in ("same-origin", "none") or elsewhere


def _address(request: HttpRequest) -> str:
    """The reader's network address: as our own proxy saw it, where there is one."""
    seen = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return seen.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
