"""A file of values of England and of regions: kept whole, or refused with every bad row."""

import pytest
from django.core.management import CommandError, call_command

from indicators.models import BenchmarkValue
from indicators.sources.outside import OutsideRow, read
from indicators.sources.tables import FileNotRead
from tests.areas import Area

HEADER = "indicator,area,period,value,source"
GOOD = ("ACC01,England,2026-27-Q1,70.5,A file", "vfm01,region,2026-27-q1,-3,Another")


def file(*rows, header=HEADER):
    return "\n".join([header, *rows]).encode()


def test_rows_are_read_whatever_the_order_of_columns_and_blank_rows():
    content = file(
        "A file,70.5,2026-27-Q1,england,ACC01", "", header="source,value,period,area,indicator"
    )
    assert read(content, "f.csv") == [
        OutsideRow(2, "ACC01", "england", "2026-27-Q1", 70.5, "A file")
    ]


def test_every_bad_row_is_named():
    content = file(
        "ACC01,Wales,2026-27-Q1,70,S",
        "ACC01,england,Spring,70,S",
        "ACC01,england,2026-27-Q1,many,S",
        "ACC01,england,2026-27-Q1,,",
        *GOOD,
    )
    with pytest.raises(FileNotRead) as refused:
        read(content, "f.csv")
    said = str(refused.value)
    assert "4 rows cannot be kept" in said
    assert "row 2: the area is 'Wales'" in said
    assert "row 3: 'Spring' is not a period" in said
    assert "row 4: the value is 'many'" in said
    assert "row 5: value, source missing" in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "must name exactly"),
        (file(header="indicator,area"), "must name exactly"),
        (b"\xff\xfe", "not text in UTF-8"),
    ],
)
def test_a_file_of_another_kind_says_what_is_wanted(content, words):
    with pytest.raises(FileNotRead, match=words):
        read(content, "f.csv")


def test_many_bad_rows_are_counted_and_not_all_told():
    with pytest.raises(FileNotRead, match="and 5 more rows"):
        read(file(*["ACC01,Wales,2026-27-Q1,70,S"] * 25), "f.csv")


@pytest.fixture
def area(db):
    area = Area()
    area.period()
    return area


def test_the_command_keeps_a_file_once(area, tmp_path, capsys):
    path = tmp_path / "f.csv"
    path.write_bytes(file(*GOOD))
    for said in ("2 values kept, 0 as before", "0 values kept, 2 as before"):
        call_command("import_outside_values", str(path), "--commissioner", "Z01")
        assert said in capsys.readouterr().out
    assert BenchmarkValue.objects.count() == 2
    path.write_bytes(file("ACC01,England,2026-27-Q1,71,A file"))
    call_command("import_outside_values", str(path), "--commissioner", "Z01")
    newest = BenchmarkValue.objects.filter(indicator__code="ACC01").first()
    assert newest.value == 71


def test_a_file_with_an_unknown_indicator_or_period_changes_nothing(area, tmp_path):
    path = tmp_path / "f.csv"
    path.write_bytes(file(*GOOD, "NO1,england,2026-27-Q1,7,S", "ACC01,england,2020-21,7,S"))
    with pytest.raises(CommandError, match=r"Row 4: .* no indicator NO1.*Row 5: .* no period"):
        call_command("import_outside_values", str(path), "--commissioner", "Z01")
    assert not BenchmarkValue.objects.exists()
