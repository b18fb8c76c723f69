"""Lets a test show templates of its own."""

from pathlib import Path

from django.conf import settings
from django.template import engines


def with_test_templates(monkeypatch) -> None:
    """Add tests/browser/templates to the places where templates are looked for."""
    folder = Path(__file__).parent / "templates"
    for loader in engines["django"].engine.template_loaders[0].loaders:
        if hasattr(loader, "dirs"):
            monkeypatch.setattr(loader, "dirs", [*settings.TEMPLATES[0]["DIRS"], folder])
            return
