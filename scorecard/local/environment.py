"""The virtual environment: made once, filled from a lock with hashes, stamped with the lock.

`python3 -m scorecard.local.environment requirements-local.txt`
"""

from __future__ import annotations  # an older Python must get as far as our sentence

import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from scorecard.local.locking import Lock
from scorecard.local.messages import SetUpError, command, say

ROOT = Path(__file__).resolve().parents[2]
# Everything a clone makes for itself: databases, logs, collected files.
VAR = Path(os.environ.get("SCORECARD_VAR") or ROOT / "var").resolve()
OLDEST_PYTHON = (3, 11)

# A larger lock holds every line of the smaller ones (tests/local/test_locks.py), so filling the
# environment from it serves them too.
CONTAINS = {
    "requirements-dev.txt": ("requirements-local.txt", "requirements.txt"),
    "requirements-local.txt": ("requirements.txt",),
}


def prepare(lock: Path, venv: Path) -> bool:
    """Make `venv` hold what `lock` names. Returns whether anything had to be installed."""
    check_python()
    with Lock(ROOT / "var" / "locks" / "environment").take(wait=True):
        if is_current(lock, venv):
            return False
        make_venv(venv)
        install(lock, venv)
        stamp(lock, venv)
    return True


def check_python(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> None:
    """Refuse a Python the product does not run on."""
    if version[:2] < OLDEST_PYTHON:
        raise SetUpError(
            f"Python {version[0]}.{version[1]} is too old. Install Python 3.11 or newer, "
            "then run make PYTHON=/path/to/it."
        )


def fingerprint(lock: Path) -> str:
    """The lock's content and the Python it was installed for: a date or a path says neither."""
    content = lock.read_bytes() + sys.version.encode()
    return hashlib.sha256(content).hexdigest()


def is_current(lock: Path, venv: Path) -> bool:
    """Whether `venv` was filled from this very lock, in this very place."""
    stamps = read_stamps(venv)
    return (venv / "bin" / "python").exists() and stamps.get(lock.name) == fingerprint(lock)


def read_stamps(venv: Path) -> dict[str, str]:
    """Lock name -> fingerprint, {} where nothing usable is found."""
    try:
        stamps = json.loads((venv / "locks.json").read_text())
    except (OSError, ValueError):
        return {}
    # A moved or copied clone has scripts that point at the old place.
    return stamps if stamps.pop("place", None) == str(venv) else {}


def make_venv(venv: Path) -> None:
    """Create `venv` afresh unless it already runs this Python in this place."""
    if read_stamps(venv) and (venv / "bin" / "python").exists():
        return
    ensure_ensurepip()
    say("Making the virtual environment")
    result = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(venv)], capture_output=True, text=True
    )
    if result.returncode:
        raise SetUpError(f"The virtual environment could not be made: {last_words(result)}")
    site_packages = next((venv / "lib").glob("python3*/site-packages"))
    # So that pytest, celery and gunicorn find the project whatever folder they start in.
    (site_packages / "scorecard-clone.pth").write_text(f"{ROOT}\n")


def ensure_ensurepip() -> None:
    """Debian keeps ensurepip in a package of its own; as root it is installed here."""
    if find_spec("ensurepip") and find_spec("venv"):
        return
    advice = "Install it: apt-get install python3-venv."
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SetUpError(f"This Python has no venv module. {advice}")
    say("Installing python3-venv")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    package = f"python3.{sys.version_info[1]}-venv"
    subprocess.run(["apt-get", "update", "-q"], env=environ, capture_output=True)
    done = subprocess.run(
        ["apt-get", "install", "-y", "-q", package], env=environ, capture_output=True, text=True
    )
    if done.returncode:
        raise SetUpError(f"python3-venv could not be installed: {last_words(done)}")


def install(lock: Path, venv: Path) -> None:
    """Fill `venv` from `lock`; every file must match a hash in it."""
    say(f"Installing {lock.name} (once, about half a minute)")
    pip = [str(venv / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    result = subprocess.run(
        [*pip, "install", "--quiet", "--require-hashes", "--requirement", str(lock)],
        stderr=subprocess.PIPE,
        text=True,
    )
    if result.returncode:
        raise SetUpError(
            f"The packages of {lock.name} could not be installed. Check the network connection "
            f"and run the command again. pip said: {last_words(result)}"
        )


def stamp(lock: Path, venv: Path) -> None:
    """Record which locks `venv` now satisfies."""
    names = (lock.name, *CONTAINS.get(lock.name, ()))
    stamps = {**read_stamps(venv), "place": str(venv)}
    stamps |= {name: fingerprint(lock.with_name(name)) for name in names}
    (venv / "locks.json").write_text(json.dumps(stamps, indent=1))


def last_words(result: subprocess.CompletedProcess[str]) -> str:
    """What a failed program gave as its reason: from its last error on, on one line."""
    lines = [line.strip() for line in ((result.stdout or "") + (result.stderr or "")).splitlines()]
    lines = [line for line in lines if line and not line.startswith("[notice]")]
    errors = [n for n, line in enumerate(lines) if line.lower().startswith(("error", "e:"))]
    told = lines[errors[-1] :] if errors else lines[-1:]
    return " ".join(told)[:400] or "nothing"


@command
def main() -> int | None:
    name = sys.argv[1] if len(sys.argv) > 1 else "requirements-local.txt"
    prepare(ROOT / name, ROOT / ".venv")
    return None


if __name__ == "__main__":
    sys.exit(main())
