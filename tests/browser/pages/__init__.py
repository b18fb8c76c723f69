"""The pages that test_every_page.py opens, in a module for each part of the product.

A module says `PAGES`, by role; `ELSEWHERE`, how the names of addresses begin that other browser
tests open, that are files, or that only take a POST; and, where its pages need something that
the area of everything.py has not, `begin(area, now)`. A new module is found by itself.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from tests.browser.pages.opened import Opened

MODULES: list[ModuleType] = [
    module
    for found in iter_modules(__path__)
    if hasattr(module := import_module(f"{__name__}.{found.name}"), "PAGES")
]
ELSEWHERE = tuple(name for module in MODULES for name in getattr(module, "ELSEWHERE", ()))


def by_role() -> dict[str, list[Opened]]:
    """Every page, under the role that opens it."""
    found: dict[str, list[Opened]] = {}
    for module in MODULES:
        for role, pages in module.PAGES.items():
            found.setdefault(role, []).extend(pages)
    return found
