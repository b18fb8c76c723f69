"""The NHS components: macros of `nhsuk-frontend-jinja`, called by name from Python.

Pages are Django templates; only the components are Jinja, so that their markup is the design
system's own. Values are escaped by Jinja unless they are safe strings already.
"""

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from jinja2 import (
    ChainableUndefined,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
)

# Macros whose name is not the camel case of their folder.
_MACROS = {"tables": "table"}


@functools.cache
def environment() -> Environment:
    return Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        undefined=ChainableUndefined,
        autoescape=True,
    )


@functools.cache
def _macro(component: str) -> Callable[[dict[str, Any]], str]:
    first, *others = component.split("-")
    name = _MACROS.get(component, first + "".join(word.title() for word in others))
    template = environment().get_template(f"nhsuk/components/{component}/macro.jinja")
    macro: Callable[[dict[str, Any]], str] = getattr(template.module, name)
    return macro


def component(name: str, /, **params: Any) -> SafeString:
    """The html of one component, for example component("tag", text="New", colour="blue").

    Parameters that are None are left out. Raises jinja2.TemplateNotFound for an unknown component.
    """
    given = {key: value for key, value in params.items() if value is not None}
    return mark_safe(str(_macro(name)(given)).strip())


def component_around(
    name: str, content: str, /, *, slot: str = "html", **params: Any
) -> SafeString:
    """The same around html that was rendered elsewhere; `slot` is the macro's parameter for it.

    The content is put in last: the macros indent what they are given, which would change the text
    of a `textarea` or `pre` inside it.
    """
    made = component(name, **{slot: _PLACE}, **params)
    return mark_safe(made.replace(_PLACE, content))


@functools.cache
def _own() -> Environment:
    return Environment(
        loader=FileSystemLoader(settings.BASE_DIR / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def own_template(name: str, /, **context: Any) -> SafeString:
    """A Jinja template of ours: for what is too long to be written by a Django template."""
    return mark_safe(_own().get_template(name).render(context))


_PLACE = "[[content]]"
