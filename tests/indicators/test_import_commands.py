"""The shell commands: what they print, and that bad input changes nothing."""

import io

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Figure
from practices.models import ListSize, Practice
from tests.sources.files import csv
from tests.sources.geography import HEADINGS, ROWS

pytestmark = pytest.mark.django_db

VACCINES = "Practice code,perc_achievement"


@pytest.fixture
def give(tmp_path):
    def write(content: bytes, name: str = "f.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


@pytest.fixture
def country(give):
    return run("import_organisations", give(csv(HEADINGS, *ROWS), "geography.csv"))


@pytest.fixture
def scorecard(country):
    return run("start_scorecard", "open-data", "--commissioner", "QZ1", "--live")


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_organisations_are_counted(country):
    assert "practices added: 5" in country
    assert "Practices in no network: 1" in country


def test_list_sizes_need_their_day(country, give):
    heading = "CODE,SEX,AGE,NUMBER_OF_PATIENTS,EXTRACT_DATE"
    path = give(csv(heading, "Z10001,ALL,ALL,5000,01JAN2021"))
    assert "stored: 1" in run("import_list_sizes", "list-sizes", path)
    assert ListSize.objects.get().patients == 5000
    with pytest.raises(CommandError, match=r"is not a day\. Write it as 2022-04-01"):
        run("import_list_sizes", "payments", path, "--on", "01/04/2022")


def test_figures_are_counted_and_every_quirk_is_told(scorecard, give):
    rows = ["Z10001,89.5", "Z10002,:", "Z10003,many", "Z99999,50"]
    path = give(csv(VACCINES, *rows, ends="\r\n"))
    said = run(
        "import_figures", "qof-vaccine", path, "--commissioner", "qz1", "--period", "2023-24"
    )
    for line in (
        "rows read: 4",
        "stored: 2",
        "unchanged: 0",
        "replaced: 0",
        "beside: 0",
        "refused: 2",
        "row 3, column 'perc_achievement': ':' means not available.",
        "row 4, column 'perc_achievement': 'many' is not a number; refused.",
        "CR LF",
        "Z99999: 1.",
        "the content itself is not stored",
    ):
        assert line in said
    again = run(
        "import_figures", "qof-vaccine", path, "--commissioner", "QZ1", "--period", "2023-24"
    )
    assert "unchanged: 2" in again


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["qof-vacine", "{file}", "--commissioner", "QZ1"], "no source profile 'qof-vacine'"),
        (["qof-vaccine", "{file}x", "--commissioner", "QZ1"], "No such file"),
        (["qof-vaccine", "{file}", "--commissioner", "QZ7"], "There are: QZ1, QZ2, XXX"),
        (["qof-vaccine", "{file}", "--commissioner", "QZ1"], "give the period"),
        (["imd", "{file}", "--commissioner", "QZ1"], "no column 'AreaCode'"),
        (
            ["qof-vaccine", "{file}", "--commissioner", "QZ1", "--period", "23/24"],
            "'23/24' is not a period",
        ),
    ],
)
def test_bad_input_says_how_to_mend_it_and_changes_nothing(scorecard, give, arguments, said):
    path = give(csv(VACCINES, "Z10001,89.5"))
    with pytest.raises(CommandError, match=said):
        run("import_figures", *(one.format(file=path) for one in arguments))
    assert not Figure.objects.exists()


def test_a_geography_that_cannot_be_read_changes_nothing(give):
    with pytest.raises(CommandError, match="no practice lies in QZ9"):
        run("import_organisations", give(csv(HEADINGS, *ROWS)), "--icb", "qz9")
    assert not Practice.objects.exists()


def test_load_file_brings_everything_as_the_page_does(scorecard, give):
    names = (
        "Practice Code,Total NHS Payments to General Practice,"
        "Number of Weighted Patients (Last Known Figure),"
        "Number of Registered Patients (Last Known Figure)"
    )
    where = ("--commissioner", "QZ1", "--period", "2022-23")
    said = run("load_file", "payments", give(csv(names, "Z10001,1000,110.5,100")), *where)
    assert "list sizes: stored 2" in said and "figures: stored 1" in said
    assert Figure.objects.get().file.how == "command"
    assert "imd (figures)" in run("load_file", "list", "--commissioner", "QZ1")


@pytest.mark.parametrize(
    ("profile", "content", "said"),
    [
        ("qof-vaccine", csv(VACCINES, "Z10001,5"), "give the period"),
        ("no-such", b"x", "no source profile"),
        ("qof-rules", b"", "empty"),
    ],
)
def test_load_file_refuses_in_words(scorecard, give, profile, content, said):
    with pytest.raises(CommandError, match=said):
        run("load_file", profile, give(content), "--commissioner", "QZ1")
