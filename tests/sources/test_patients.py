"""A published file that holds patients' data is refused; other numbers are no reason."""

import pytest

from indicators.returns.problems import PatientDataFound
from indicators.returns.steps import silent
from indicators.sources.entry import examine
from indicators.sources.patients import refuse_patients
from indicators.sources.profiles import load
from tests.loading.test_bad_files import workbook
from tests.sources.files import csv

# Two numbers that pass the check and are invented for examples.
ONE, OTHER = "9434765919", "9434765870"


@pytest.mark.parametrize("heading", ["NHS Number", "Date of Birth", "surname", "NHS_NUMBER"])
@pytest.mark.parametrize("make", [lambda *rows: csv(*(",".join(r) for r in rows)), workbook])
def test_a_column_headed_as_patients_data_is_refused(heading, make):
    with pytest.raises(PatientDataFound, match="A column is headed"):
        refuse_patients(make(["Practice", heading], ["A81001", "x"]))


@pytest.mark.parametrize("form", ["{}", '"{}"', " {} ", "no {}."])
def test_several_rows_with_such_numbers_are_refused_and_none_is_repeated(form):
    content = csv("A,B", f"1,{form.format(ONE)}", f"2,{form.format(OTHER)}")
    with pytest.raises(PatientDataFound, match="2 rows") as refused:
        refuse_patients(content)
    assert ONE not in str(refused.value)


def test_numbers_written_in_groups_and_in_workbooks_count_too():
    grouped = f"{ONE[:3]} {ONE[3:6]} {ONE[6:]}"
    with pytest.raises(PatientDataFound):
        refuse_patients(csv("A,B", f"1,{grouped}", f"2,{OTHER}"))
    with pytest.raises(PatientDataFound):
        refuse_patients(workbook(["A"], [int(ONE)], [OTHER]))


def test_utf_16_hides_nothing():
    with pytest.raises(PatientDataFound):
        refuse_patients(csv("A", ONE, OTHER, encoding="utf-16"))


def test_one_alone_is_asked_about_with_its_row():
    assert refuse_patients(csv("A,B", "1,2", f"2,{ONE}")) == [3]


@pytest.mark.parametrize(
    "cell", [f"0.{ONE}", f"{ONE}1", f"1{ONE}", f"{ONE}.5", "12345678901234", "2023-24,112.0"]
)
def test_decimals_and_longer_numbers_are_none(cell):
    assert refuse_patients(csv("A", *[cell] * 5)) == []


def test_columns_of_telephones_may_hold_them():
    row = ",".join(['"x"'] * 17 + [f'"{ONE}"'] + ['"x"'] * 9)
    assert refuse_patients(csv(row, row, row), load("epraccur")) == []
    elsewhere = row.replace('"x"', f'"{OTHER}"', 1)
    with pytest.raises(PatientDataFound):
        refuse_patients(csv(elsewhere, row, elsewhere), load("epraccur"))


@pytest.mark.parametrize("between", ["\u00a0", "\u202f", "\u2013"])
def test_other_spaces_and_hyphens_hide_nothing(between):
    grouped = [between.join((one[:3], one[3:6], one[6:])) for one in (ONE, OTHER)]
    with pytest.raises(PatientDataFound, match="2 rows"):
        refuse_patients(csv("A", *grouped))
    with pytest.raises(PatientDataFound):
        refuse_patients(workbook(["A"], *[[one] for one in grouped]))


def test_wide_digits_whole_decimals_and_unmarked_utf_16_hide_nothing():
    wide = str.maketrans("0123456789", "".join(chr(0xFF10 + at) for at in range(10)))
    for rows in ([ONE.translate(wide), OTHER.translate(wide)], [f"{ONE}.0", f"{OTHER}.0"]):
        with pytest.raises(PatientDataFound, match="2 rows"):
            refuse_patients(csv("A", *rows))
    with pytest.raises(PatientDataFound):
        refuse_patients(csv("Practice", ONE, OTHER).decode().encode("utf-16-le"))


def test_only_layouts_of_the_product_name_columns_of_telephones():
    own = 'title="t"\nsource="s"\npractice="A"\ntelephones=[1]\n'
    own += 'figures=[{indicator="X",value="A"}]'
    with pytest.raises(PatientDataFound):
        examine(csv("A", ONE, OTHER), silent, name="f.csv", toml=own)
