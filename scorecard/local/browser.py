"""The browser the journeys drive: the system's own Chromium.

`.venv/bin/python -m scorecard.local.browser` installs it when root and absent.
"""

import os
import shutil
import subprocess
import sys

from scorecard.local.environment import last_words
from scorecard.local.messages import SetUpError, command, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-dejavu-core")


def find() -> str | None:
    """The path of a Chromium, None where there is none. CHROMIUM in the environment comes first."""
    if given := os.environ.get("CHROMIUM"):
        return given
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def prepare() -> str:
    """The path of a Chromium, installed first where that is allowed."""
    if found := find():
        return found
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SetUpError(
            "The browser tests need Chromium. Install it (apt-get install chromium), or set "
            "CHROMIUM to its path."
        )
    say("Installing Chromium for the browser tests (once)")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=environ, capture_output=True)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES]
    done = subprocess.run(install, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise SetUpError(f"Chromium could not be installed: {last_words(done)}")
    return find() or "chromium"


@command
def main() -> int | None:
    prepare()
    return None


if __name__ == "__main__":
    sys.exit(main())
