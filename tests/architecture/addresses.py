"""Every address of the site, read from Django's own resolver."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter


@dataclass(frozen=True)
class Address:
    """`parameters`: kind ("int", "uuid", "text") by name."""

    name: str
    route: str
    view: Callable[..., HttpResponse]
    parameters: dict[str, str]


def every_address() -> list[Address]:
    return list(_walk(get_resolver(), "", {}))


def _walk(resolver: URLResolver, before: str, given: dict[str, str]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        parameters = {**given, **_parameters(entry)}
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route, parameters)
        else:
            yield Address(entry.name or "", route, entry.callback, parameters)


def _parameters(entry: URLPattern | URLResolver) -> dict[str, str]:
    pattern = entry.pattern
    named = {name: _kind(converter) for name, converter in pattern.converters.items()}
    regex = getattr(pattern, "regex", None)
    groups = regex.groupindex if regex is not None else {}
    return {**dict.fromkeys(groups, "text"), **named}


def _kind(converter: object) -> str:
    if isinstance(converter, IntConverter):
        return "int"
    return "uuid" if isinstance(converter, UUIDConverter) else "text"
