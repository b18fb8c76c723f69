"""Demo set-up, in a fresh clone, over a bare `pip install` of the same lock."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.reporting import Figure, report

ROOT = Path(__file__).parents[2]
LOCK = "requirements-local.txt"
# Twice a bare installation: the other half is the front end, the database and its demo data.
LIMIT = 2.0


def measure() -> list[Figure]:
    """Each with empty caches of its own, so that neither profits from the other."""
    with tempfile.TemporaryDirectory(prefix="scorecard-bench-") as name:
        folder = Path(name)
        bare = bare_installation(folder / "bare", plain_environment(folder / "caches-1"))
        clone = folder / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        first, second = (demo_start(clone, plain_environment(folder / "caches-2")) for _ in "12")
    return [
        report(
            "demo set-up over bare pip install",
            first / bare,
            "times the bare installation",
            LIMIT,
            set_up_seconds=round(first, 1),
            bare_seconds=round(bare, 1),
        ),
        report(
            "second demo start over bare pip install",
            second / bare,
            "times the bare installation",
            None,
            start_seconds=round(second, 1),
        ),
    ]


def bare_installation(folder: Path, environment: dict[str, str]) -> float:
    """Seconds for a virtual environment and the lock, with nothing of ours around it."""
    started = time.monotonic()
    subprocess.run([base_python(), "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    lock = ["--require-hashes", "--requirement", str(ROOT / LOCK)]
    subprocess.run([*pip, *lock], check=True, env=environment, capture_output=True)
    return time.monotonic() - started


def demo_start(clone: Path, environment: dict[str, str]) -> float:
    """Seconds from `make demo` to the printed address."""
    started = time.monotonic()
    make = ["make", "--no-print-directory", "demo", f"PYTHON={base_python()}"]
    with subprocess.Popen(
        [*make, f"PORT={free_port()}"],
        cwd=clone,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        said = []
        for line in process.stdout or ():
            said.append(line)
            if "runs at http://" in line:
                break
        took = time.monotonic() - started
        process.send_signal(signal.SIGTERM)
        process.communicate()
    if "runs at http://" not in said[-1]:
        raise SystemExit("The demo did not start:\n" + "".join(said))
    return took


def plain_environment(caches: Path) -> dict[str, str]:
    """This machine's environment without our settings and without make's own variables."""
    ours = ("SCORECARD_ENV", "DATABASE_URL", "CELERY_BROKER_URL", "SECRET_KEY")
    kept = {k: v for k, v in os.environ.items() if k not in ours and not k.startswith("MAKE")}
    return {**kept, "PIP_CACHE_DIR": str(caches / "pip"), "npm_config_cache": str(caches / "npm")}


def base_python() -> str:
    """The Python the virtual environment was made from."""
    return str(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info[1]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
