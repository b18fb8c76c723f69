"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest

# The colours of bands: the second for people who cannot tell red from green.
PALETTES = ("nhs", "blue-orange")


def palette_of(request: HttpRequest) -> str:
    """The palette the reader chose."""
    chosen = request.COOKIES.get("palette", "")
    return chosen if chosen in PALETTES else PALETTES[0]


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "deployer_name": settings.DEPLOYER_NAME,
        "own_colours": {settings.BRAND_COLOUR, settings.LINK_COLOUR} != {settings.NHS_BLUE},
        "is_demo": settings.ENVIRONMENT == "demo",
        "palette": palette_of(request),
        "scans_files": bool(settings.CLAMD_ADDRESS),
    }
