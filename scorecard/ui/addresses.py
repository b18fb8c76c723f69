"""Addresses in e-mails, which are written where no request says by which name we are reached."""

from django.conf import settings


def full_address(path: str) -> str:
    """The path with the site's host before it; empty where SITE_ADDRESS says nothing."""
    return f"{settings.SITE_ADDRESS}{path}" if settings.SITE_ADDRESS else ""
