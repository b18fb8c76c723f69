"""Every published file goes in through its profile, and five of its rows are checked by hand.

"By hand" means: the rows are read with csv or openpyxl alone (`plain`), and compared with what
is stored, one case per file. The file is received, examined and read as a commissioner's upload.
"""

import datetime as dt

import pytest

from indicators.definitions import DefinitionData
from indicators.models import Definition, Figure, ReceivedFile
from indicators.services.definitions import define
from practices.models import Commissioner, ListSize, NetworkLink, Practice
from practices.selectors import network_of
from practices.services.organisations import (
    add_commissioner,
    add_practice,
    place_in_commissioner,
)
from tests.loading.area import brought, load
from tests.realdata import plain

pytestmark = [pytest.mark.realdata, pytest.mark.django_db]

AT = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
BY = {"by": None, "at": AT}
LONG_AGO, DAY = dt.date(2013, 4, 1), dt.date(2023, 4, 1)
MEASURED = DefinitionData(
    name="Measured",
    description="As a published file gives it.",
    kind="ratio",
    polarity="none",
    numerator="some",
    denominator="all",
)
FIGURES = {
    "qof/PREVALENCE_2223.csv": ("qof-prevalence", plain.prevalence),
    "qof/heec_qof_2324_achievement_prevalence_cvd.csv": ("qof-cvd", plain.cardiovascular),
    "qof/qof_vaccine_2324.csv": ("qof-vaccine", plain.vaccination),
    "qof/stroke_qof_numden_sample.csv": ("stroke-sample", plain.stroke),
    "imd/IMD_raw_2010_2015_2019.csv": ("imd", plain.deprivation),
    "imd/fingertips_93553_imd2019_gp.csv": ("fingertips", plain.fingertips),
    "payments/nhs_payments_gp_2021-22.csv": ("payments", plain.payments),
    "payments/nhs_payments_gp_2022-23.csv": ("payments", plain.payments),
    "workforce/workforce_year.csv": ("workforce", plain.workforce),
    "cqc/cqc_ratings.csv": ("cqc", plain.ratings),
    "qof_submission_layout/INDICATOR_VALUES.csv": (
        "qof-submission-values",
        plain.submission_values,
    ),
    "qof_submission_layout/INDICATOR_ACHIEVED_POINTS.csv": (
        "qof-submission-points",
        plain.submission_points,
    ),
    "qof_submission_layout/PREVIOUS_ACHIEVEMENTS_PCAS.csv": (
        "qof-achievement",
        plain.achievement,
    ),
}
PLACES = {
    "qof/MAPPING_NHS_GEOGRAPHIES_2223.csv": ("ICB_ODS_CODE", "ICB_NAME"),
    "qof_submission_layout/QOF_MANUAL_MAPPINGS.csv": ("STP_ODS_CODE", "STP_NAME"),
}
SHOWN = {
    "ods/CCG_ICB_code.csv": ("areas", ("CCG Code", "ICB Code", "ICB NAME")),
    "qof_submission_layout/VALIDATION_RULES.csv": ("qof-rules", ("RULE", "DESCRIPTION")),
}
OTHERS = {
    "ods/GP_PCN_CCG_lookup.xlsx",
    "ods/closed_practices.csv",
    "ods/epraccur.csv",
    "ods/practice_code_successions_2013_2022.csv",
    "list_size/gp-reg-pat-prac-all_2021-01.csv",
    "qof_submission_layout/INDICATOR_REFERENCE_CONTROL.csv",
    "qof_submission_layout/PCA_REFERENCE.csv",
}


@pytest.fixture
def area():
    country = add_commissioner(code="ENG", name="England", **BY)
    return add_commissioner(code="QHM", name="A board", parent=country, **BY)


def add(area: Commissioner, *codes: str) -> None:
    for code in dict.fromkeys(codes):
        practice = add_practice(code=code, name=f"Practice {code}", **BY)
        place_in_commissioner(practice=practice, commissioner=area, starts_on=LONG_AGO, **BY)


def bring(area: Commissioner, profile: str, path, **given) -> ReceivedFile:
    file = load(area, profile, path.read_bytes(), name=path.name, **given)
    assert file.state == ReceivedFile.State.KEPT, file.report
    return file


def test_no_file_of_the_folder_is_left_out(folder):
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert there == {*FIGURES, *PLACES, *SHOWN, *OTHERS}


@pytest.mark.parametrize("path", FIGURES)
def test_five_figures(folder, area, path):
    profile, read = FIGURES[path]
    expected = read(folder / path)
    assert len(expected) == plain.FIVE
    add(area, *(one.practice for one in expected))
    for code in {one.indicator for one in expected}:
        define(commissioner=area, code=code, data=MEASURED, **BY)
    periods = {one.period for one in expected}
    names_none = profile not in ("imd", "fingertips", "workforce")
    given = {"period": periods.pop()} if names_none and "submission" not in profile else {}
    bring(area, profile, folder / path, **given)
    for one in expected:
        stored = Figure.objects.current().get(
            practice__code=one.practice,
            indicator__code=one.indicator,
            period__code=one.period,
        )
        wanted = (one.numerator, one.denominator, one.value, one.text)
        there = any(part not in (None, "") for part in (one.numerator, one.value, one.text))
        assert stored.state == ("present" if there else "no_data"), one
        held = (stored.numerator, stored.denominator, stored.value, stored.text)
        assert held == (wanted if there else (None, None, None, "")), one
        assert (stored.source, stored.file.sha256 != "") == (profile, True)


@pytest.mark.parametrize("path", [path for path in FIGURES if path.startswith("payments/")])
def test_five_lists_of_payments(folder, area, path):
    rows = plain.chosen(plain.rows_of(folder / path), folder / path)
    add(area, *(row["Practice Code"] for row in rows))
    bring(area, "payments", folder / path, period="2022-23")
    for row in rows:
        for kind in ("Registered", "Weighted"):
            column = f"Number of {kind} Patients (Last Known Figure)"
            held = ListSize.objects.get(practice__code=row["Practice Code"], kind=kind.lower())
            assert float(held.patients) == pytest.approx(float(row[column]), abs=0.005)


def test_five_list_sizes(folder, area):
    path = folder / "list_size/gp-reg-pat-prac-all_2021-01.csv"
    rows = plain.chosen(plain.rows_of(path), path)
    add(area, *(row["CODE"] for row in rows))
    bring(area, "list-sizes", path)
    for row in rows:
        held = ListSize.objects.get(practice__code=row["CODE"])
        assert (held.patients, held.on) == (int(row["NUMBER_OF_PATIENTS"]), dt.date(2021, 1, 1))


@pytest.mark.parametrize("path", PLACES)
def test_five_places(folder, area, path):
    code, _ = PLACES[path]
    own = [row for row in plain.rows_of(folder / path) if row[code] == area.code]
    rows = plain.chosen(own, folder / path)
    file = bring(area, "geography", folder / path, day=DAY)
    assert brought(file, "practices")["practices added"] == len(own)
    for row in rows:
        practice = Practice.objects.get(code=row["PRACTICE_CODE"])
        network = network_of(practice, DAY)
        assert practice.name == row["PRACTICE_NAME"].strip()
        assert practice.commissionerlink_set.get().commissioner == area
        assert (network.code if network else "U") == row["PCN_ODS_CODE"]


@pytest.mark.parametrize("path", SHOWN)
def test_five_rows_that_are_shown(folder, area, path):
    profile, columns = SHOWN[path]
    file = bring(area, profile, folder / path)
    shown = [tuple(row) for row in file.report["shown"]["rows"]]
    rows = plain.rows_of(folder / path)
    assert len(shown) == len(rows)
    for row in plain.chosen(rows, folder / path):
        assert tuple(row[column].strip() for column in columns) in shown


def test_five_details(folder, area):
    path = folder / "ods/epraccur.csv"
    rows = plain.register(path)
    add(area, *(row[0] for row in rows))
    bring(area, "epraccur", path)
    for row in rows:
        held = Practice.objects.get(code=row[0])
        assert held.postcode == row[9]
        assert held.opened_on == dt.datetime.strptime(row[10], "%Y%m%d").date()
        last = dt.datetime.strptime(row[11], "%Y%m%d").date() if row[11] else None
        if last and last > LONG_AGO:
            assert held.closed_on == last + dt.timedelta(days=1)
        else:
            assert held.closed_on is None


def test_five_successions(folder, area):
    path = folder / "ods/practice_code_successions_2013_2022.csv"
    rows = plain.successions(path)
    add(
        area,
        *(row[name] for row in rows for name in ("previous_practice_codes", "code_April_2020")),
    )
    bring(area, "successions", path)
    for row in rows:
        held = Practice.objects.get(code=row["previous_practice_codes"])
        assert held.closed_on == plain.month_after(row["lm_1000_previous_codes"])
        assert held.successor.code == row["code_April_2020"]


def test_five_closures(folder, area):
    path = folder / "ods/closed_practices.csv"
    rows = plain.chosen(plain.rows_of(path), path)
    add(area, *(row["Practice.Code"] for row in rows))
    bring(area, "closed-practices", path, day=DAY)
    closed = Practice.objects.filter(closed_on=DAY).values_list("code", flat=True)
    assert set(closed) == {row["Practice.Code"] for row in rows}


def test_five_networks_by_name(folder, area):
    path = folder / "ods/GP_PCN_CCG_lookup.xlsx"
    rows = plain.look_up(path)
    add(area, *(str(row[0]) for row in rows))
    bring(area, "networks-by-name", path, day=DAY)
    for code, _, network, _ in rows:
        held = NetworkLink.objects.get(practice__code=code)
        assert (held.network.name, held.starts_on) == (network.strip(), DAY)


def test_five_points_of_indicators(folder, area):
    path = folder / "qof_submission_layout/INDICATOR_REFERENCE_CONTROL.csv"
    rows = plain.chosen(plain.rows_of(path), path)
    for row in rows:
        define(commissioner=area, code=row["INDICATOR_CODE"], data=MEASURED, **BY)
    file = bring(area, "qof-indicators", path)
    assert brought(file, "points of indicators") == {"stored": 5, "not defined here": 71}
    for row in rows:
        held = Definition.objects.filter(indicator__code=row["INDICATOR_CODE"]).first()
        assert held.points == float(row["INDICATOR_POINT_VALUE"])


def test_five_reasons(folder, area):
    path = folder / "qof_submission_layout/PCA_REFERENCE.csv"
    rows = plain.rows_of(path, "windows-1252")
    file = bring(area, "qof-reasons", path)
    assert sum(brought(file, "reasons for taking patients out").values()) == len(rows) == 173
    held = {one["code"]: (one["words"], one["kind"]) for one in file.report["reasons"]}
    odd = [row for row in rows if not row["DESCRIPTION"].isascii()]
    for row in [*plain.chosen(rows, path), odd[0]]:
        assert held[row["SHORT_NAME"]] == (row["DESCRIPTION"].strip(), row["TYPE"])
