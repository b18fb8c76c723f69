"""Where an edition is read: its addresses, and what has to be said of it before anything else."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from indicators.presenters.words import day
from scorecard.publication.lifecycle import Step
from scorecard.publication.presenters.notice_of_change import changed_text
from scorecard.publication.selectors import public


@dataclass(frozen=True)
class Notice:
    """What a reader has to know first; `href` leads to what stands in its place, or is empty."""

    text: str
    reason: str = ""
    href: str = ""
    link: str = ""


def area_address(edition: Any) -> str:
    return reverse("public", args=[_slug(edition)])


def read_at(edition: Any) -> str:
    """The area's own address where it shows this edition, else its own."""
    newest = public.current(_slug(edition))
    return area_address(edition) if newest == edition else own_address(edition)


def own_address(edition: Any) -> str:
    """The address that an edition keeps for good."""
    place = [_slug(edition), edition.release.period.code, edition.number]
    return reverse("public-edition", args=place)


def absolute(request: HttpRequest, address: str) -> str:
    """With scheme and host: those of SITE_ADDRESS, where it is set."""
    if settings.SITE_ADDRESS:
        return f"{settings.SITE_ADDRESS}{address}"
    return request.build_absolute_uri(address)


def notices(edition: Any, *, permanent: bool, contents: bool = False) -> list[Notice]:
    """That it was corrected, what it corrects, what is newer, and what was withdrawn since; on the
    page of its `contents` also what else the area publishes."""
    found = [_corrected(edition), _corrects(edition)]
    if permanent and edition.state == Step.PUBLISHED:
        found.append(_newer(edition))
    if not permanent:
        found.append(_withdrawn_since(edition))
    return [*(one for one in found if one), *(_beside(edition) if contents else [])]


def about(edition: Any) -> dict[str, str]:
    """Which edition of what it is, for the foot of each page."""
    return {
        "title": edition.title,
        "scorecard": edition.words["scorecard"],
        "period": edition.release.period.name,
        "number": str(edition.number),
        "published": on(edition.published_at),
        "address": own_address(edition),
        "feed": reverse("feed", args=[_slug(edition)]),
        "editions": reverse("public-editions", args=[_slug(edition)]),
    }


def on(moment: Any) -> str:
    return day(timezone.localdate(moment)) if moment else ""


def _corrected(edition: Any) -> Notice | None:
    if edition.state != Step.CORRECTED:
        return None
    text = f"This edition was corrected on {on(edition.ended_at)}."
    later = public.correction_of(edition)
    if later is None:
        return Notice(text, edition.ended_note)
    return Notice(text, edition.ended_note, own_address(later), "Read the corrected edition")


def _corrects(edition: Any) -> Notice | None:
    old = public.corrected_in(edition)
    if old is None:
        return None
    text = f"This edition corrects edition {old.number}."
    changed = changed_text(edition)
    if not changed:
        return Notice(text, edition.reason)
    href = f"{own_address(edition)}#what-changed"
    return Notice(text, f"{edition.reason} {changed}", href, "See what changed")


def _newer(edition: Any) -> Notice | None:
    newest = public.newest_like(edition)
    if newest is None or newest == edition or newest.release == edition.release:
        return None
    text = f"There are newer results, for {newest.release.period.name}."
    return Notice(text, "", read_at(newest), "Read the newest results")


def _beside(edition: Any) -> list[Notice]:
    """Other scorecards of the area, so that each is found from the other."""
    return [
        Notice(
            f"{one.words['area']} publishes another scorecard: {one.words['scorecard']}.",
            "",
            read_at(one),
            f"{one.title}, {one.release.period.name}",
        )
        for one in public.beside(edition)
    ]


def _withdrawn_since(edition: Any) -> Notice | None:
    gone = public.withdrawn_since(edition)
    if gone is None:
        return None
    text = f"{gone.title} ({gone.release.period.name}) was withdrawn on {on(gone.ended_at)}."
    return Notice(text, gone.ended_note)


def _slug(edition: Any) -> str:
    return str(edition.release.scorecard.commissioner.slug)
