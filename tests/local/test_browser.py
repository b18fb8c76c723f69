"""The journeys use the system's Chromium, or say in one sentence how to get one."""

import pytest

from scorecard.local import browser
from scorecard.local.messages import SetUpError


def test_a_named_browser_comes_first(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/somewhere/chromium")
    assert browser.prepare() == "/somewhere/chromium"


def test_the_first_browser_found_is_used(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    known = {"google-chrome": "/usr/bin/google-chrome"}
    monkeypatch.setattr(browser.shutil, "which", known.get)
    assert browser.find() == "/usr/bin/google-chrome"


def test_an_ordinary_user_without_a_browser_is_told_what_to_do(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    with pytest.raises(SetUpError, match="apt-get install chromium"):
        browser.prepare()
