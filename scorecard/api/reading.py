"""The OpenAPI document, and the same for people. Pure but for the document itself."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from scorecard.api.operations import api

Json = dict[str, Any]
PREFIX = "/api/v1"


@dataclass(frozen=True)
class Parameter:
    name: str
    words: str
    limits: str


@dataclass(frozen=True)
class Operation:
    """`fields` are those of the answer, or of each item of a list: name and words."""

    summary: str
    path: str
    words: str
    parameters: tuple[Parameter, ...]
    fields: tuple[tuple[str, str], ...]


@cache
def document() -> Json:
    """What the API takes and answers, in the standard's form; statuses are texts, as in JSON."""
    plain: Json = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{PREFIX}/")))
    return plain


@cache
def operations() -> tuple[Operation, ...]:
    """Every operation, in the order of the document."""
    found = document()["paths"].items()
    return tuple(_operation(path, one["get"]) for path, one in found)


def _operation(path: str, plain: Json) -> Operation:
    content = plain["responses"]["200"]["content"]["application/json"]["schema"]
    return Operation(
        summary=plain["summary"],
        path=path,
        words=plain.get("description", ""),
        parameters=tuple(_parameter(one) for one in plain["parameters"]),
        fields=tuple(_fields(content)),
    )


def _parameter(plain: Json) -> Parameter:
    schema = plain["schema"]
    least, most = schema.get("minimum"), schema.get("maximum")
    limits = f"{least:,} to {most:,}" if least is not None and most is not None else ""
    longest = schema.get("maxLength")
    return Parameter(
        plain["name"],
        schema.get("description", ""),
        limits or (f"at most {longest} characters" if longest else ""),
    )


def _fields(schema: Json) -> list[tuple[str, str]]:
    properties = _resolved(schema)["properties"]
    if "items" in properties:
        properties = _resolved(properties["items"]["items"])["properties"]
    return [(name, one.get("description", "")) for name, one in properties.items()]


def _resolved(schema: Json) -> Json:
    name = schema["$ref"].rpartition("/")[2]
    found: Json = document()["components"]["schemas"][name]
    return found
