"""What the public may read now, area by area."""

from collections.abc import Iterable

from practices.models import Commissioner
from scorecard.publication.levels import Audience
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, EditionStep
from scorecard.publication.selectors.editions import editions_of, in_force
from scorecard.publication.selectors.told import Told


def area_by_slug(slug: str) -> Commissioner | None:
    return Commissioner.objects.filter(slug=slug).first()


def tells_the_public(edition: Edition) -> bool:
    """Whether there is anything that the public is told. In a first year there is not."""
    return bool(Told(edition, Audience.PUBLIC).indicators)


def read_now(commissioner: Commissioner) -> Edition | None:
    """Of the editions in force that tell the public anything, that of the latest period."""
    return next(filter(tells_the_public, in_force(commissioner)), None)


def withdrawn_last(commissioner: Commissioner) -> Edition | None:
    """The latest edition that the public could read and that was taken back."""
    gone = editions_of(commissioner).filter(state=Step.WITHDRAWN)
    return next(filter(tells_the_public, gone.order_by("-release__period__ends_on")), None)


def read_areas() -> Iterable[tuple[Commissioner, Edition]]:
    """Every commissioner with an edition that the public may read now."""
    published = EditionStep.objects.filter(step=Step.PUBLISHED)
    areas = Commissioner.objects.filter(
        pk__in=published.values("edition__release__scorecard__commissioner")
    )
    found = [(area, read_now(area)) for area in areas]
    return [(area, edition) for area, edition in found if edition is not None]
