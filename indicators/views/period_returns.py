"""The commissioner's pages of a collection: who has sent, acceptance, digest, lock."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from indicators.forms.collections import LockForm, UnlockForm
from indicators.presenters.period_returns import period_returns as present
from indicators.selectors.collections import lock_of
from indicators.selectors.decisions import undecided_up_to
from indicators.services.collections import set_lock
from indicators.services.decisions import accept_returns
from indicators.services.digests import DigestRefused, send_digest
from indicators.tables.returns import PracticeReturns
from indicators.views.forms import asked_collection, sent_in, whole_numbers
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission

opens_periods = in_commissioner(Permission.OPEN_PERIODS)


@opens_periods
@require_safe
def period_returns(
    request: MemberRequest, commissioner: Commissioner, period_code: str
) -> HttpResponse:
    collection = asked_collection(commissioner, period_code)
    state, search = request.GET.get("state", ""), request.GET.get("q", "")
    page = present(collection, timezone.localdate(), state, search)
    table = PracticeReturns(page.lines, collection=collection, caption="Practices")
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return area_page(
        request, commissioner, "indicators/period_returns.html", page=page, table=table
    )


@opens_periods
@require_POST
def accept(request: MemberRequest, commissioner: Commissioner, period_code: str) -> HttpResponse:
    """The returns that are ticked, or all that waited when the page was made."""
    collection = asked_collection(commissioner, period_code)
    seen = whole_numbers(request.POST.getlist("all"))
    ticked = whole_numbers(request.POST.getlist("returns"))
    wanted = undecided_up_to(collection, max(seen)) if seen else ticked
    accepted = accept_returns(
        collection=collection, returns=wanted, by=request.user, at=timezone.now()
    )
    _say(request, len(wanted), len(accepted))
    return redirect("period-returns", commissioner.code, period_code)


@opens_periods
@require_POST
def digest(request: MemberRequest, commissioner: Commissioner, period_code: str) -> HttpResponse:
    collection = asked_collection(commissioner, period_code)
    try:
        people = send_digest(
            collection=collection, commissioner=commissioner, by=request.user, at=timezone.now()
        )
        messages.success(request, f"The digest is on its way to {', '.join(people)}.")
    except DigestRefused as refused:
        messages.error(request, str(refused))
    return redirect("period-returns", commissioner.code, period_code)


@opens_periods
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: MemberRequest, commissioner: Commissioner, period_code: str) -> HttpResponse:
    """Locks returns, or unlocks them where they are locked."""
    collection = asked_collection(commissioner, period_code)
    locked = lock_of(collection) is not None
    form = (UnlockForm if locked else LockForm)(**sent_in(request))
    if form.is_valid():
        try:
            set_lock(
                collection=collection,
                locked=not locked,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
            return redirect("period-returns", commissioner.code, period_code)
        except ValidationError as error:
            form.add_error(None, error.messages)
    page = present(collection, timezone.localdate())
    context = {"page": page, "form": form, "locked": locked}
    return area_page(request, commissioner, "indicators/returns_lock.html", **context)


def _say(request: MemberRequest, wanted: int, accepted: int) -> None:
    if accepted:
        are = "return is" if accepted == 1 else "returns are"
        messages.success(request, f"{accepted} {are} accepted.")
    if not wanted:
        nothing = "Nothing waits for you as it stood on that page. Look at the returns again."
        tick = "Tick the returns that you want to accept."
        messages.error(request, nothing if "all" in request.POST else tick)
    elif accepted < wanted:
        messages.warning(
            request,
            f"{wanted - accepted} of {wanted} were not accepted: a correction came in meanwhile, "
            "or somebody has decided on them. Look at them again.",
        )
