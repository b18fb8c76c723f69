"""Under which licence open data are given. Settings name it; here are addresses of known ones."""

from django.conf import settings

ADDRESSES = {
    "Open Government Licence v3.0": (
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    ),
    "Creative Commons Attribution 4.0": "https://creativecommons.org/licenses/by/4.0/",
}


def name() -> str:
    return str(settings.OPEN_DATA_LICENCE)


def address() -> str:
    """Empty where neither the setting nor we know one."""
    return str(settings.OPEN_DATA_LICENCE_ADDRESS) or ADDRESSES.get(name(), "")
