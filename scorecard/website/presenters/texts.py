"""The texts of the site: ours, and below them what whoever runs the site wants to add."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from django.conf import settings

# By their address; also the names of the files in PUBLIC_TEXTS_DIR, with ".txt".
TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "how-to-read": (
            "How to read this",
            "What the colours, figures and comparisons of a general practice scorecard mean.",
        ),
        "about": ("About", "Who publishes these results of general practices, and why."),
        "sources": ("Sources", "Where the figures come from and how old they are."),
        "methods": ("Methods", "How figures are worked out, compared, banded and weighed."),
        "accessibility": (
            "Accessibility statement",
            "How accessible this website is, and what to do where it is not.",
        ),
        "privacy": ("Privacy", "What this website knows about its readers, and about patients."),
        "cookies": ("Cookies", "The public pages of this website set no cookies."),
    }
)
LONGEST_BYTES = 100_000


def added(name: str) -> str:
    """The text that a setting adds to a page; "" where there is none."""
    folder = settings.PUBLIC_TEXTS_DIR
    path = Path(folder) / f"{name}.txt" if folder else None
    if path is None or not path.is_file():
        return ""
    return path.read_bytes()[:LONGEST_BYTES].decode("utf-8", "replace").strip()


def links() -> list[tuple[str, str]]:
    """Name in the address, and title, of each text."""
    return [(name, title) for name, (title, _) in TEXTS.items()]
