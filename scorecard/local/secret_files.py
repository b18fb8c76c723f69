"""`make secrets`: the files docker-compose.yml hands to its services. Existing ones are kept."""

import secrets
import sys
from pathlib import Path

from scorecard.local.environment import ROOT
from scorecard.local.messages import command, say

FOLDER = ROOT / "var" / "secrets"


def write_missing(folder: Path) -> list[str]:
    """Write each file that is not there yet; return the names of those written.

    The folder is closed to other users. The files in it are readable, because a service sees its
    file with the permissions it has here, and runs as a user of its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    written = []
    for name, text in contents(folder).items():
        path = folder / name
        if not path.exists():
            path.write_text(text)
            path.chmod(0o444)
            written.append(name)
    return written


def contents(folder: Path) -> dict[str, str]:
    """File name -> text. The addresses hold the passwords of the files that already exist."""
    database = kept(folder / "database_password")
    redis = kept(folder / "redis_password")
    return {
        "database_password": database,
        "redis_password": redis,
        "secret_key": secrets.token_urlsafe(50),
        "database_url": f"postgresql://scorecard:{database}@db:5432/scorecard",
        "broker_url": f"redis://:{redis}@redis:6379/0",
    }


def kept(path: Path) -> str:
    return path.read_text().strip() if path.exists() else secrets.token_urlsafe(32)


@command
def main() -> int | None:
    for name in write_missing(FOLDER):
        say(f"Made {FOLDER / name}")
    return None


if __name__ == "__main__":
    sys.exit(main())
