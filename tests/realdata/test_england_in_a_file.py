"""The published files that hold rows of England beside those of practices."""

import csv

import pytest

from indicators.definitions import DefinitionData
from indicators.models import BenchmarkValue, Figure
from indicators.services.definitions import define
from tests.loading.area import brought
from tests.realdata import plain
from tests.realdata.test_five_of_each import BY, add, area, bring

__all__ = ["area"]
pytestmark = [pytest.mark.realdata, pytest.mark.django_db]

SCORE = DefinitionData(name="Deprivation", description="The score.", kind="score", polarity="none")
PATH = "imd/fingertips_93553_imd2019_gp.csv"


def test_england_stands_twice_in_the_deprivation_file_and_is_kept_once(folder, area):
    path = folder / PATH
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    england = [row["Value"] for row in rows if row["Area Type"] == "England"]
    assert len(england) == 2 and len(set(england)) == 1
    practices = plain.chosen([row for row in rows if row["Area Type"] == "GP"], path)
    add(area, *(row["Area Code"] for row in practices))
    define(commissioner=area, code="IMD", data=SCORE, **BY)
    file = bring(area, "fingertips", path)
    assert brought(file, "figures")["stored"] == plain.FIVE == Figure.objects.count()
    assert brought(file, "values of England, the region and the area") == {"england": 1}
    kept = BenchmarkValue.objects.get()
    assert (kept.area, kept.value, kept.period.code) == ("england", float(england[0]), "2019")
