"""Patients' data in a return: found in every ordinary spelling, and never kept."""

import pytest

from indicators.returns.check import check_return
from indicators.returns.patient_headings import is_patient_heading
from indicators.returns.patients import holds_nhs_number
from indicators.returns.problems import FileRefused, PatientDataFound
from tests.returns.files import HEADINGS, csv_file, due, row

ONE, OTHER = "9434765919", "4010232137"


@pytest.mark.parametrize(
    "written",
    [
        "9434765919.0",
        "9434 765 919",
        "94347 65919",
        "943/476/5919",
        "943_476_5919",
        "9,434,765,919",
        "9.434765919E9",
        "9.434765919e+09",
    ],
)
def test_ordinary_spellings_of_an_nhs_number_are_found(written):
    assert holds_nhs_number(f"Seen: {written}, again")


@pytest.mark.parametrize(
    "written",
    ["9434765919.5", "0.9434765919", "9.434765919", "943,476,5919", "19434765919", "943.4765919"],
)
def test_figures_are_none(written):
    assert not holds_nhs_number(written)


@pytest.mark.parametrize(
    "heading",
    [
        "Date of Birth (dd/mm/yyyy)",
        "NHS Number (10 digits)",
        "Patient NHS number",
        "NHSNo",
        "NHS #",
        "Patient DOB",
        "Patient surname",
        "Patient's name",
        "Name of patient",
        "Birthdate",
        "Full name",
    ],
)
def test_headings_with_more_words_are_headings_of_patients(heading):
    assert is_patient_heading(heading)


@pytest.mark.parametrize(
    "heading",
    [
        *HEADINGS,
        "Number of patients",
        "Patient list size",
        "Patients number",
        "PCA: patient chose not to receive it",
        "Ask for the date of birth",
        "Name",
        "Address",
        "Practice name",
    ],
)
def test_headings_of_figures_are_none(heading):
    assert not is_patient_heading(heading)


def test_several_numbers_in_one_note_are_refused_and_none_is_repeated():
    with pytest.raises(PatientDataFound, match="One row seems to hold several") as refused:
        check_return(csv_file([row("ACC01", "1", "2", note=f"{ONE} and {OTHER}")]), "r.csv", due())
    assert ONE not in str(refused.value)


LIST = "NHS number,Surname\n" + f"{ONE},Example\n" * 3
UNSEARCHED = {
    "an unclosed quote": LIST + '"x',
    "NUL": LIST + "\0\n",
    "many rows": LIST + f"{ONE},Example\n" * 20_100,
    "many columns": LIST + "," * 70 + "x\n",
    "a web page": f"<table><td>{LIST}</table>",
}


@pytest.mark.parametrize("what", UNSEARCHED)
def test_what_could_not_be_searched_is_refused_and_not_kept(area, what):
    file = area.checked(content=UNSEARCHED[what].encode())
    assert (file.state, file.content) == ("refused", None)
    assert ONE not in str(file.report)


def test_every_refusal_is_one_that_keeps_nothing():
    assert not FileRefused("what", "mend").kept
