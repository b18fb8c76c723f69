"""What a layout makes of a file stays within limits, and no file is "being read" for good."""

import numpy as np
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError

from indicators.models import Figure, ReceivedFile
from indicators.services import loading, national
from indicators.sources import parsing
from indicators.sources.profiles import load as layout
from indicators.sources.tables import FileNotRead
from scorecard.jobs.spending import memory_within
from tests.loading.area import PREVALENCE, load, north
from tests.sources.files import csv

ROWS = [f"Z1000{at},AF,5,TOTAL,400" for at in (1, 2, 3)]


def loaded():
    return load(north(), "qof-prevalence", csv(PREVALENCE, *ROWS), period="2022-23")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "said"),
    [(AttributeError("x"), "reference file"), (SoftTimeLimitExceeded(), "takes longer")],
)
def test_what_nobody_expected_refuses_the_file_in_words(monkeypatch, error, said):
    def broken(file, by, at, progress):
        Figure.objects.filter(pk=0).delete()
        raise error

    monkeypatch.setattr(loading, "bring", broken)
    file = loaded()
    assert file.state == ReceivedFile.State.REFUSED
    assert said in " ".join(str(one) for one in file.report["refused"].values())


@pytest.mark.django_db
def test_a_database_that_is_away_is_tried_again(monkeypatch):
    def away(file, by, at, progress):
        raise OperationalError("away")

    monkeypatch.setattr(loading, "bring", away)
    with pytest.raises(OperationalError):
        loaded()


def test_a_file_gives_so_many_figures_and_no_more(monkeypatch):
    monkeypatch.setattr(parsing, "MOST_FIGURES", 3)
    few, many = csv(PREVALENCE, *ROWS), csv(PREVALENCE, *ROWS, "Z10004,AF,5,TOTAL,400")
    prevalence = layout("qof-prevalence")
    assert len(parsing.parse_figures(few, prevalence, "f.csv", "2022-23").figures) == 3
    with pytest.raises(FileNotRead, match="more than 3 figures"):
        parsing.parse_figures(many, prevalence, "f.csv", "2022-23")


@pytest.mark.django_db
def test_a_layout_that_takes_all_memory_refuses_the_file(monkeypatch):
    monkeypatch.setattr(national, "parse_figures", lambda *_: np.ones(1 << 38))
    file = loaded()
    assert file.state == ReceivedFile.State.REFUSED
    assert "MB of memory" in file.report["refused"]["what"]


def test_memory_is_limited_within_and_not_after():
    with pytest.raises(MemoryError), memory_within(64 * 1024**2):
        np.ones(200 * 1024**2, np.uint8)
    assert np.ones(200 * 1024**2, np.uint8).all()
