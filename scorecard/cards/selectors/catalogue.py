"""A scorecard version as the data of one file."""

from decimal import Decimal

from indicators.catalogue import (
    Catalogue,
    CatalogueDomain,
    CatalogueEligibility,
    CatalogueItem,
)
from indicators.selectors.definitions import data_of, latest_definitions
from practices.models import Commissioner
from scorecard.cards.models import CardItem, CardVersion, Eligibility
from scorecard.cards.selectors.versions import items_of


def catalogue_of(version: CardVersion) -> Catalogue:
    """All that another commissioner needs to start from this version; it holds no figures."""
    red, amber, green = version.band_points
    return Catalogue(
        name=version.scorecard.name,
        purpose=version.scorecard.purpose,
        source=version.scorecard.source,
        illustrative=version.scorecard.illustrative,
        minimum_coverage=version.minimum_coverage,
        green_from=version.green_from,
        red_below=version.red_below,
        domains=tuple(
            CatalogueDomain(domain.name, domain.weight, domain.section)
            for domain in version.domains.all()
        ),
        items=tuple(_item(item) for item in items_of(version)),
        eligibilities=tuple(_eligibility(rule) for rule in version.eligibilities.all()),
        purposes=tuple(version.purposes),
        overall_by=version.overall_by,
        reds_amber_from=version.reds_amber_from,
        reds_red_from=version.reds_red_from,
        band_points=(red, amber, green),
    )


def meanings(commissioner: Commissioner) -> dict[str, str]:
    """What each of a commissioner's codes stands for now: names by code in capitals."""
    return {found.code.upper(): found.name for found in latest_definitions(commissioner)}


def _item(item: CardItem) -> CatalogueItem:
    return CatalogueItem(
        code=item.definition.code,
        role=item.role,
        domain=item.domain.name if item.domain else "",
        weight=item.weight if item.domain else Decimal(0),
        data=data_of(item.definition),
        if_missing=item.if_missing,
        public=item.public,
    )


def _eligibility(rule: Eligibility) -> CatalogueEligibility:
    codes = items_of(rule.version).filter(eligibility=rule)
    return CatalogueEligibility(
        name=rule.name,
        kind=rule.kind,
        leads_to=rule.leads_to,
        at_least=rule.at_least,
        indicators=tuple(item.definition.code for item in codes),
    )
