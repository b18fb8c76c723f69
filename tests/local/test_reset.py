"""`make reset-demo` throws the demo's data away, and nothing that is in use."""

import pytest

from scorecard.local import reset
from scorecard.local.locking import Lock
from scorecard.local.messages import SetUpError


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setattr(reset, "VAR", tmp_path)
    for name in ("postgres", "demo", "secrets"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    return tmp_path


def test_the_demos_data_goes_and_the_secrets_stay(var):
    reset.reset()
    assert [folder.name for folder in var.iterdir()] == ["secrets"]


def test_data_in_use_stays(var):
    with (
        Lock(var / "demo" / "lock").take("http://127.0.0.1:8000 (process 7)"),
        pytest.raises(SetUpError, match=r"in use by http://127\.0\.0\.1:8000"),
    ):
        reset.reset()
    assert (var / "postgres" / "file").exists()
    assert (var / "demo" / "file").exists()
