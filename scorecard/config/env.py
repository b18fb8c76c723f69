"""Settings read from the environment: typed, with failures that say what to do."""

from pathlib import Path
from typing import TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured

ENVIRONMENTS = ("production", "demo", "development", "test")

T = TypeVar("T")
_env = environ.Env()


def text(name: str, default: str | None = None) -> str:
    """A text setting; `NAME_FILE` may name a file that holds it (for secrets)."""
    path = _env.str(f"{name}_FILE", default="")
    if path:
        return _read_secret(name, Path(path))
    value: str | None = _env.str(name, default=default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name} in the environment (or {name}_FILE to a file).")
    return value


def flag(name: str, default: bool) -> bool:
    return bool(_typed(name, "true or false", lambda: _env.bool(name, default=default)))


def whole_number(name: str, default: int) -> int:
    return int(_typed(name, "a whole number", lambda: _env.int(name, default=default)))


def words(name: str, default: list[str]) -> list[str]:
    return list(_env.list(name, default=default))


def environment() -> str:
    value: str = _env.str("SCORECARD_ENV", default="production")
    if value not in ENVIRONMENTS:
        choices = ", ".join(ENVIRONMENTS)
        raise ImproperlyConfigured(f"SCORECARD_ENV is {value!r}; set it to one of: {choices}.")
    return value


def database(url: str) -> dict[str, object]:
    config: dict[str, object] = environ.Env.db_url_config(url)
    if config.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL must name a PostgreSQL server: postgresql://user:password@host:5432/name"
        )
    return config


def _read_secret(name: str, path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE names {path}: {error.strerror}.") from error


def _typed(name: str, wanted: str, read):  # type: ignore[no-untyped-def]
    try:
        return read()
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be {wanted}.") from error
