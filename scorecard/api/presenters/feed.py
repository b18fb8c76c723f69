"""The Atom feed of an area: editions published, corrected, withdrawn."""

from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from scorecard.api import addresses, licence
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import EditionStep
from scorecard.publication.presenters.notice_of_change import changed_text
from scorecard.publication.selectors.public import corrected_in
from scorecard.ui.cells import plain

_HAPPENED = {
    Step.PUBLISHED: "published",
    Step.CORRECTED: "replaced by a later edition",
    Step.WITHDRAWN: "withdrawn",
}


def feed(slug: str, steps: list[EditionStep], *, base: str, host: str) -> str:
    """`steps` the newest first, at least one. Ids name host and day, and never change."""
    area = str(plain(steps[0].edition.words["area"]))
    atom = Atom1Feed(
        title=f"{area}: published results of general practices",
        link=addresses.area_page(slug, base),
        description=f"Editions published, corrected and withdrawn. {licence.name()}.",
        language="en-gb",
        author_name=settings.DEPLOYER_NAME,
        feed_url=addresses.feed(slug, base),
        feed_guid=addresses.feed(slug, base),
        feed_copyright=licence.name(),
    )
    for step in steps:
        atom.add_item(**_entry(step, base, host))
    return atom.writeString("utf-8")


def _entry(step: EditionStep, base: str, host: str) -> dict[str, Any]:
    edition = step.edition
    page = addresses.edition_page(edition)
    of = f"{edition.title} ({edition.words['scorecard']}), edition {edition.number}"
    said = f"{of}: {_HAPPENED[Step(step.step)]}"
    return {
        "title": str(plain(said)),
        "link": f"{base}{page}",
        "unique_id": f"tag:{host},{step.at:%Y-%m-%d}:{page}{step.step}",
        "description": escape(plain(_said(step) or edition.words["scorecard"])),
        "pubdate": step.at,
        "updateddate": step.at,
    }


def _said(step: EditionStep) -> str:
    """Why, and of a correction what it changed."""
    changed = changed_text(step.edition) if step.step == Step.PUBLISHED else ""
    return f"{reason_of(step)} {changed}".strip()


def reason_of(step: EditionStep) -> str:
    """Why it was published anew, replaced or withdrawn; empty for the first that is public."""
    if step.step != Step.PUBLISHED:
        return step.note
    return step.edition.reason if corrected_in(step.edition) else ""
