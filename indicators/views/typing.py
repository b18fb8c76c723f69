"""Typing a return into a form: sections, drafts, and the check of what was typed."""

import json
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from indicators.forms.typing import TypingForm
from indicators.models import Collection, DraftReturn, Evidence
from indicators.presenters.typing import typing_page
from indicators.returns.typed import Asked, Section, sections_of
from indicators.selectors.drafts import Row, asked_of, draft_of, rows_of, start_of
from indicators.selectors.returns import collection_for, due_return
from indicators.services.drafts import (
    Saved,
    check_typed,
    discard_draft,
    flat,
    receive_typed,
    save_typed,
)
from indicators.services.evidence import EvidenceRefused
from indicators.services.returns import ReturnRefused, check_may_send
from practices.access import MemberRequest, in_practice
from practices.models import Practice
from practices.pages import practice_page
from scorecard.accounts.roles import Permission
from scorecard.ui.numbers import whole_number

# What the page's own saving sends in place of a button.
KEEP = "keep"
NOT_KEPT = "What you typed last is not saved yet. Choose “Save draft” to see why."


class Desk(NamedTuple):
    """What is on the desk of whoever types: the return, its sections and the one that is open."""

    collection: Collection
    practice: Practice
    sections: list[Section]
    current: Section
    draft: DraftReturn | None
    rows: dict[int, Row]

    def form(self) -> TypingForm:
        texts = flat(self.current.asked, self.rows)
        return TypingForm.showing(texts, self.current.asked, self.with_file)

    @property
    def with_file(self) -> list[int]:
        return [number for number, row in self.rows.items() if row.evidence]


@in_practice(Permission.SEND_RETURN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def type_return(request: MemberRequest, practice: Practice, period_code: str) -> HttpResponse:
    desk = _desk(request, practice, period_code)
    if request.method != "POST":
        return _page(request, desk, desk.form())
    form = TypingForm(request.POST, request.FILES, asked=desk.current.asked, files=desk.with_file)
    if request.POST.get("then") == KEEP:
        return _kept(request, desk, form)
    if not form.is_valid():
        return _page(request, desk, form)
    try:
        files, refused = _received(request, desk, form)
        saved = _save(request, desk, form, files)
    except (ReturnRefused, ValidationError) as error:
        form.add_error(None, str(error) if isinstance(error, ReturnRefused) else error)
        return _page(request, desk, form)
    if saved.clashes or refused:
        return _once_more(request, desk, form, saved, refused)
    if saved.taken:
        messages.info(request, "Somebody else saved meanwhile. What both of you typed is kept.")
    return _go_on(request, desk)


@in_practice(Permission.SEND_RETURN)
@require_POST
def discard_typed(request: MemberRequest, practice: Practice, period_code: str) -> HttpResponse:
    collection = _collection(practice, period_code)
    try:
        discard_draft(collection=collection, practice=practice, by=request.user, at=timezone.now())
    except ReturnRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "The draft is gone. What you sent before is still held.")
    return redirect("return", practice.code, period_code)


def _received(
    request: MemberRequest, desk: Desk, form: TypingForm
) -> tuple[dict[int, Evidence | None], dict[str, str]]:
    """The files that were put beside figures, unread, and why others were not taken."""
    files: dict[int, Evidence | None] = dict.fromkeys(form.taken_away)
    refused = {}
    for number, sent in form.sent_files.items():
        try:
            files[number] = receive_typed(
                collection=desk.collection,
                practice=desk.practice,
                name=sent.name,
                content=sent.read(),
                by=request.user,
                at=timezone.now(),
            )
        except EvidenceRefused as error:
            refused[f"{number}-file"] = str(error)
    return files, refused


def _save(
    request: MemberRequest, desk: Desk, form: TypingForm, files: dict[int, Evidence | None]
) -> Saved:
    return save_typed(
        collection=desk.collection,
        practice=desk.practice,
        shown=form.shown,
        typed=form.typed,
        evidence=files,
        by=request.user,
        at=timezone.now(),
    )


def _kept(request: MemberRequest, desk: Desk, form: TypingForm) -> HttpResponse:
    """The answer to the page's own saving while somebody types: what stands there now."""
    if not form.is_valid():
        return JsonResponse({"says": NOT_KEPT})
    try:
        saved = _save(request, desk, form, {})
    except (ReturnRefused, ValidationError):
        return JsonResponse({"says": NOT_KEPT})
    now = _desk(request, desk.practice, desk.collection.period.code)
    stands = flat(now.current.asked, now.rows)
    # A field that somebody else changed too is told when a button is pressed: until then it counts
    # as it was shown.
    base = {**stands, **{name: form.shown[name] for name in saved.clashes}}
    says = f"Draft saved at {timezone.localtime():%H:%M}."
    return JsonResponse({"says": says, "base": json.dumps(base)})


def _once_more(
    request: MemberRequest, desk: Desk, form: TypingForm, saved: Saved, refused: dict[str, str]
) -> HttpResponse:
    """All but what clashed is saved; the page shows it as typed, on what is saved now."""
    now = _desk(request, desk.practice, desk.collection.period.code)
    again = form.again(saved.data, flat(now.current.asked, now.rows), now.with_file)
    for name, sentence in refused.items():
        again.add_error(name, sentence)
    again.clashes = saved.clashes
    return _page(request, now, again)


def _go_on(request: MemberRequest, desk: Desk) -> HttpResponse:
    then = request.POST.get("then", "")
    if then == "check":
        try:
            job = check_typed(
                collection=desk.collection,
                practice=desk.practice,
                by=request.user,
                at=timezone.now(),
            )
        except ReturnRefused as refused:
            messages.warning(request, str(refused))
            return _to(desk, desk.current.number)
        return redirect(job.get_absolute_url())
    messages.success(request, "Your draft is saved. Nothing has been sent yet.")
    section = whole_number(then)
    if section is None:
        section = desk.current.number + (1 if then == "next" else 0)
    return _to(desk, section)


def _to(desk: Desk, section: int) -> HttpResponseRedirect:
    address = reverse("return-type", args=[desk.practice.code, desk.collection.period.code])
    return HttpResponseRedirect(f"{address}?section={section}")


def _desk(request: MemberRequest, practice: Practice, period_code: str) -> Desk:
    collection = _collection(practice, period_code)
    asked: list[Asked] = asked_of(collection, due_return(collection, practice))
    sections = sections_of(asked)
    number = whole_number(request.GET.get("section", ""))
    current = next((s for s in sections if s.number == number), sections[0])
    draft = draft_of(collection, practice)
    rows = rows_of(draft) if draft else start_of(collection, practice, asked)
    return Desk(collection, practice, sections, current, draft, rows)


def _page(request: MemberRequest, desk: Desk, form: TypingForm) -> HttpResponse:
    page = typing_page(
        desk.collection,
        desk.practice,
        sections=desk.sections,
        current=desk.current,
        rows=desk.rows,
        draft=desk.draft,
        form=form,
        closed=_closed(desk.collection),
    )
    return practice_page(
        request, desk.practice, "indicators/return_type.html", page=page, form=form
    )


def _closed(collection: Collection) -> str:
    try:
        check_may_send(collection, timezone.now())
    except ReturnRefused as refused:
        return str(refused)
    return ""


def _collection(practice: Practice, period_code: str) -> Collection:
    collection = collection_for(practice, period_code)
    if collection is None:
        raise Http404("No return is due from this practice for this period.")
    return collection
