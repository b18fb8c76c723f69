"""For a practice that wants to show its results on its own website: the code to copy."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from practices.access import MemberRequest, in_practice
from practices.models import Practice
from practices.pages import practice_page
from practices.selectors import commissioner_of
from scorecard.accounts.roles import Permission
from scorecard.publication.levels import Audience
from scorecard.publication.lifecycle import Step
from scorecard.publication.selectors import public
from scorecard.publication.selectors.told import Told


@in_practice(Permission.PREVIEW_RELEASE)
def block_code(request: MemberRequest, practice: Practice) -> HttpResponse:
    slug = _named_in(practice)
    shown: dict[str, Any] = {"there": bool(slug)}
    if slug:
        path = reverse("public-practice-block", args=[slug, practice.code])
        address = f"{settings.SITE_ADDRESS or request.build_absolute_uri('/')[:-1]}{path}"
        shown |= {"address": path, "code": _code(practice, address)}
    return practice_page(request, practice, "publication/block_code.html", **shown)


def _named_in(practice: Practice) -> str:
    """The area whose published results name the practice; "" where none does."""
    area = commissioner_of(practice, timezone.localdate())
    edition = public.current(area.slug) if area else None
    if area is None or edition is None or edition.state != Step.PUBLISHED:
        return ""
    told = Told(edition, Audience.PUBLIC)
    return str(area.slug) if told.practice(practice.code) else ""


def _code(practice: Practice, address: str) -> str:
    shown = {"practice": practice, "address": address}
    return render_to_string("publication/parts/block_code.html", shown).strip()
