"""A version of a scorecard as arithmetic needs it."""

from collections.abc import Sequence

import numpy as np

from scorecard.calc.scheme import Scheme
from scorecard.cards.models import CardItem, CardVersion, Domain


def scheme_of_version(
    version: CardVersion, domains: Sequence[Domain], items: Sequence[CardItem]
) -> Scheme:
    """`items` are those with a domain, in the order of the columns that are scored."""
    place = {domain.pk: at for at, domain in enumerate(domains)}
    red, amber, green = version.band_points
    return Scheme(
        domain_of=np.array([place[item.domain_id or 0] for item in items], np.intp),
        weights=np.array([float(item.weight) for item in items], np.float64),
        domain_weights=np.array([float(domain.weight) for domain in domains], np.float64),
        green_from=version.green_from,
        red_below=version.red_below,
        points=(red, amber, green),
        minimum_coverage=version.minimum_coverage,
        overall_by=version.overall_by,  # type: ignore[arg-type]
        reds_amber_from=version.reds_amber_from or 1,
        reds_red_from=version.reds_red_from or 1,
    )
