"""What readers of the public pages wrote, for the commissioner alone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.publication.forms.feedback import AnswerForm
from scorecard.publication.selectors.feedback import by_page_and_month, feedback_to, unanswered
from scorecard.publication.services.feedback import answer_feedback

ROWS_AT_ONCE = 50


@in_commissioner(Permission.ANSWER_FEEDBACK)
def feedback_list(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    rows = Paginator(feedback_to(commissioner), ROWS_AT_ONCE).get_page(request.GET.get("page"))
    return area_page(
        request,
        commissioner,
        "publication/feedback_list.html",
        rows=rows,
        unanswered=unanswered(commissioner),
        counts=by_page_and_month(commissioner),
    )


@in_commissioner(Permission.ANSWER_FEEDBACK)
def feedback_answer(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    feedback = get_object_or_404(feedback_to(commissioner), pk=pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        given = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
        try:
            answer_feedback(feedback=feedback, **given)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Your answer has been kept.")
            return redirect("feedback-list", commissioner.code)
    page = "publication/feedback_answer.html"
    return area_page(request, commissioner, page, form=form, feedback=feedback)
