"""Settings read from the environment: typed, with failures that say what to do.

A variable that is empty counts as not set. Nothing is guessed: a value that is not allowed stops
the start with one sentence. Addresses hold passwords, so those sentences never repeat them.
"""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from scorecard.ui import contrast

ENVIRONMENTS = ("production", "demo", "development", "test")
BROKERS = ("pgmq", "redis", "rediss")
YES = ("true", "1", "yes", "on")
NO = ("false", "0", "no", "off")


def text(name: str, default: str | None = None) -> str:
    """A text setting; `NAME_FILE` may name a file that holds it (for secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        return _read_secret(name, Path(path))
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"Set {name} in the environment (or {name}_FILE to a file).")
    return value


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "")
    word = value.strip().lower()
    if word and word not in YES + NO:
        raise _refused(name, value, "true, false, 1, 0, yes, no, on or off")
    return word in YES if word else default


def whole_number(name: str, default: int, *, least: int = 1) -> int:
    """A whole number of `least` or more."""
    value = os.environ.get(name, "")
    digits = value.strip()
    if not digits:
        return default
    if not (digits.isascii() and digits.isdigit() and int(digits) >= least):
        raise _refused(name, value, f"a whole number of {least} or more")
    return int(digits)


def socket_address(name: str) -> str:
    """host:port, or the path of a Unix socket; empty where nothing is set."""
    value = os.environ.get(name, "").strip()
    host, _, port = value.rpartition(":")
    numbered = port.isascii() and port.isdigit() and 0 < int(port) < 65536
    if value and not value.startswith("/") and not (host and numbered and "/" not in host):
        raise _refused(name, value, "host:port, or to the full path of a Unix socket")
    return value


def colour(name: str, default: str, *grounds: str) -> str:
    """#rrggbb that can be read on each of `grounds`."""
    value = os.environ.get(name, "").strip() or default
    if not contrast.is_colour(value):
        raise _refused(name, value, "a colour written as #rrggbb, for example #005eb8")
    for ground in grounds:
        found = contrast.contrast(value, ground)
        if found < contrast.LEAST:
            raise ImproperlyConfigured(
                f"{name} is {value}, whose contrast with {ground} is {found:.1f} to 1; choose a"
                f" darker colour, with {contrast.LEAST} to 1 or more, or readers cannot read it."
            )
    return value.lower()


def folder(name: str) -> str:
    """The path of a folder that is there; empty where nothing is set."""
    value = os.environ.get(name, "").strip()
    if value and not Path(value).is_dir():
        raise _refused(name, value, "the path of a folder that exists")
    return value


def words(name: str, default: list[str]) -> list[str]:
    """What stands between the commas."""
    found = [word.strip() for word in os.environ.get(name, "").split(",")]
    return [word for word in found if word] or default


def hosts(name: str, default: list[str]) -> list[str]:
    """Names of the site. Without any, every request would be refused, so none is an error."""
    found = words(name, default)
    if not found:
        raise ImproperlyConfigured(
            f"{name} is not set; set it to the names of the site, separated by commas."
        )
    for host in found:
        if "/" in host or " " in host:
            raise _refused(name, host, "names alone, without scheme and path")
    return found


def environment() -> str:
    value = os.environ.get("SCORECARD_ENV") or "production"
    if value not in ENVIRONMENTS:
        raise _refused("SCORECARD_ENV", value, "one of: " + ", ".join(ENVIRONMENTS))
    return value


def database(url: str) -> dict[str, object]:
    """Django's settings of the PostgreSQL server that `url` names."""
    form = "postgresql://user:password@host:5432/name"
    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured(
            f"DATABASE_URL {_beginning(url)}; it must name a PostgreSQL server: {form}."
        )
    try:
        config: dict[str, object] = environ.Env.db_url_config(url)
    except ValueError:
        # Its text repeats a part of the address, which may be the password.
        raise ImproperlyConfigured(
            f"DATABASE_URL cannot be read; write it as {form}, with special characters of the "
            "password as %40 and so on."
        ) from None
    return config


def broker(url: str, *, testing: bool) -> str:
    """`url` itself, when it names a broker that the queue is made for."""
    allowed = (*BROKERS, "memory") if testing else BROKERS
    scheme, separator, _ = url.partition("://")
    if not separator or scheme not in allowed:
        raise ImproperlyConfigured(
            f"CELERY_BROKER_URL {_beginning(url)}; set it to pgmq:// (the same PostgreSQL), "
            "or to redis://... or rediss://..."
        )
    return url


def _beginning(url: str) -> str:
    scheme, separator, _ = url.partition("://")
    return f"begins with '{scheme}://'" if separator else "is no address with '://'"


def _refused(name: str, value: str, allowed: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is {value!r}; set it to {allowed}.")


def _read_secret(name: str, path: Path) -> str:
    try:
        value = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise ImproperlyConfigured(f"{name}_FILE names {path}: {reason}.") from error
    if not value:
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which is empty.")
    return value
