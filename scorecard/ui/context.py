"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "deployer_name": settings.DEPLOYER_NAME,
        "is_demo": settings.ENVIRONMENT == "demo",
    }
