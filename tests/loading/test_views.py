"""The commissioner's pages about files, over HTTP."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators.models import BenchmarkValue, Figure, ReceivedFile, SourceProfile
from indicators.services.definitions import define
from indicators.services.loading import load_file
from indicators.services.looking import look_at_file, preview_file, save_profile
from practices.models import Commissioner
from practices.services.memberships import add_membership
from scorecard.accounts.roles import Role
from scorecard.accounts.services import add_user
from scorecard.jobs.models import Job
from tests.loading.area import PREVALENCE, REGISTER, load, look, north, read_here
from tests.sources.files import csv
from tests.sources.geography import BY, SINCE

pytestmark = pytest.mark.django_db
GOOD = csv(PREVALENCE, "Z10001,AF,5,TOTAL,400", "Z10002,AF,x,TOTAL,400")
UNKNOWN = csv("Surgery;When;Done;All", "Z10001;2022/23;5;100", "Z10002;2022/23;x;100")


@pytest.fixture
def area():
    return north()


def member(client, area, role=Role.ANALYST):
    user = add_user(
        email=f"{role.replace(' ', '.')}@{area.code}.example", name="Ann", password="x" * 20, **BY
    )
    add_membership(user=user, organisation=area, role=role, starts_on=SINCE, **BY)
    client.force_login(user)
    return user


def upload(client, area, content=GOOD, name="prev.csv", **given):
    data = {"profile": "qof-prevalence", "period": "2022-23", **given}
    file = SimpleUploadedFile(name, content, "text/csv")
    return client.post(reverse("files", args=[area.code]), {**data, "file": file})


def work() -> ReceivedFile:
    """What the worker would do with the newest job."""
    job = Job.objects.latest("asked_at", "pk")
    kinds = {"load_file": load_file, "look_at_file": look_at_file, "preview_file": preview_file}
    return kinds[job.kind](file_id=job.arguments["file"], read=read_here, **BY)


def test_from_upload_to_result_and_everything_to_take_away(client, area):
    member(client, area)
    assert upload(client, area).status_code == 302
    file = work()
    page = client.get(reverse("file", args=[area.code, file.pk])).content.decode()
    assert "What became of this file" in page
    assert "Row 3, column REGISTER: &#x27;x&#x27; is not a number; refused." in page
    outcome = client.get(reverse("file-outcome", args=[area.code, file.pk]))
    text = b"".join(outcome.streaming_content).decode()
    assert "'x' is not a number; refused." in text
    listed = client.get(reverse("files", args=[area.code])).content.decode()
    assert "prev.csv" in listed and "figures: 1 new; refused: 1" in listed


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"period": ""}, "This kind of file names no period"),
        ({"period": "lately"}, "is not a period"),
        ({"profile": "geography", "period": ""}, "Enter the day from which"),
        ({"profile": "nothing"}, "from the list"),
    ],
)
def test_what_the_file_does_not_say_is_asked_for(client, area, given, said):
    member(client, area)
    answer = upload(client, area, **given)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not ReceivedFile.objects.exists()


def test_a_file_over_the_limit_gets_413_and_practices_keep_theirs(client, area, settings):
    member(client, area)
    settings.UPLOAD_LIMIT_BYTES, settings.NATIONAL_UPLOAD_LIMIT_BYTES = 1_000, 200_000
    assert upload(client, area, content=GOOD + b"\n" * 100_000).status_code == 302
    assert upload(client, area, content=GOOD + b"\n" * 250_000).status_code == 413
    assert upload(client, area, content=GOOD + b"\n" * 600_000).status_code == 413


def test_points_of_indicators_are_for_those_who_define_them(client, area):
    member(client, area, Role.COMMISSIONING_LEAD)
    answer = upload(client, area, profile="qof-indicators", period="")
    assert "which your role does not allow" in answer.content.decode()


def test_a_file_of_another_commissioner_does_not_exist(client, area):
    south = Commissioner.objects.get(code="QZ2")
    file = load(area, "qof-prevalence", GOOD, period="2022-23")
    member(client, south)
    for name in ("file", "file-outcome", "file-columns"):
        assert client.get(reverse(name, args=["QZ2", file.pk])).status_code == 404
        assert client.get(reverse(name, args=["QZ1", file.pk])).status_code == 404


def answers(**changes):
    return {
        "do": "preview",
        "title": "Done",
        "source": "Us",
        "practice": "Surgery",
        "period": "When",
        "code_1": "REG",
        "numerator_1": "Done",
        "denominator_1": "All",
        "share_1": "on",
        **changes,
    }


def test_an_unknown_file_is_mapped_previewed_saved_and_loaded(client, area):
    member(client, area)
    upload(client, area, content=UNKNOWN, profile="unknown", period="")
    file = work()
    address = reverse("file-columns", args=[area.code, file.pk])
    assert client.get(reverse("file", args=[area.code, file.pk])).url == address
    assert client.post(address, answers()).status_code == 302
    work()
    page = client.get(address).content.decode()
    assert "What would come out" in page and "1 refused" in page
    client.post(address, {"do": "save", "name": "Flu uptake"})
    file = work()
    assert (file.profile, file.profile_version, file.state) == ("flu-uptake", "1", "kept")
    assert file.report["brought"][0]["counts"]["stored"] == 1
    assert "Done (version 1)" in client.get(reverse("files", args=[area.code])).content.decode()
    figure = file.figure_set.get()
    assert (figure.source, figure.numerator, figure.period.code) == ("flu-uptake", 5, "2022-23")


def test_rows_of_england_are_told_from_those_of_practices_on_the_page(client, area):
    member(client, area)
    rows = ("Z10001;2022/23;5;100;GPs", "E92000001;2022/23;50;200;Country")
    content = csv("Surgery;When;Done;All;About", *rows)
    upload(client, area, content=content, profile="unknown", period="")
    file = work()
    address = reverse("file-columns", args=[area.code, file.pk])
    client.post(address, answers(area_type="About", area_practices="GPs, Surgeries"))
    work()
    page = client.get(address).content.decode()
    assert "What would come out" in page and 'value="GPs, Surgeries"' in page
    client.post(address, {"do": "save", "name": "Done"})
    work()
    assert BenchmarkValue.objects.get(area="england").value == 25


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"numerator_1": "", "denominator_1": ""}, "Choose a column with numbers"),
        ({"code_1": ""}, "Enter the code of the indicator"),
        ({"denominator_1": ""}, "Choose both a numerator and a denominator"),
        ({"period": ""}, "Choose the column with the period"),
        ({"title": ""}, "what is in this file"),
        ({"area_type": "When"}, "Enter what that column calls a practice"),
    ],
)
def test_answers_that_are_not_enough_are_asked_again(client, area, changes, said):
    member(client, area)
    file = look(area, UNKNOWN)
    answer = client.post(reverse("file-columns", args=[area.code, file.pk]), answers(**changes))
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_a_file_that_is_known_after_all_is_loaded_with_its_period(client, area):
    member(client, area)
    file = look(area, GOOD)
    address = reverse("file-columns", args=[area.code, file.pk])
    assert "QOF prevalence" in client.get(address).content.decode()
    asked = client.post(address, {"do": "fits", "profile": "qof-prevalence"})
    assert "names no period" in asked.content.decode()
    client.post(address, {"do": "fits", "profile": "qof-prevalence", "period": "2022-23"})
    assert work().state == ReceivedFile.State.KEPT


def test_rows_that_look_wrong_are_read_as_somebody_says(client, area):
    member(client, area)
    file = look(area, b"Practice|B,C\nZ10001|2,3\n")
    address = reverse("file-columns", args=[area.code, file.pk])
    client.post(
        address, {"do": "read", "heading_row": 1, "delimiter": "|", "encoding": "utf-8-sig"}
    )
    assert list(work().report["guess"]["headings"]) == ["Practice", "B,C"]


LAYOUT = """title = "Mine"
source = "Us"
practice = ["P"]
[[figures]]
indicator = "REG"
value = ["V"]
"""


def test_a_layout_is_changed_compared_and_taken_away(client, area):
    member(client, area)
    save_profile(commissioner=area, name="mine", toml=LAYOUT, **BY)
    address = reverse("source-profile", args=[area.code, "mine"])
    changed = LAYOUT.replace("Us", "Them")
    client.post(address, {"toml": changed})
    client.post(address, {"toml": changed})
    assert SourceProfile.objects.count() == 2
    page = client.get(address, {"version": 2, "with": 1}).content.decode()
    assert "From version 1 to version 2" in page and "Them" in page
    taken = client.get(reverse("source-profile-toml", args=[area.code, "mine", 1]))
    assert taken.content.decode() == LAYOUT
    refused = client.post(address, {"toml": "title = "}).content.decode()
    assert "There is a problem" in refused
    assert SourceProfile.objects.count() == 2


def test_a_shipped_layout_is_the_start_of_ones_own(client, area):
    member(client, area)
    address = reverse("source-profile", args=[area.code, "imd"])
    text = client.get(reverse("source-profile-toml", args=[area.code, "imd", 1])).content.decode()
    taken = client.post(address, {"toml": text, "name": "imd"}).content.decode()
    assert "cannot be used" in taken
    client.post(address, {"toml": text, "name": "our imd"})
    assert SourceProfile.objects.get().name == "our-imd"


def test_a_figure_knows_which_version_of_a_layout_read_it(client, area):
    member(client, area)
    save_profile(commissioner=area, name="mine", toml=LAYOUT, **BY)
    first = load(area, "mine", b"P,V\nZ10001,5\n", period="2022-23")
    save_profile(commissioner=area, name="mine", toml=LAYOUT + "scale = 100\n", **BY)
    second = load(area, "mine", b"P,V\nZ10001,5\n", period="2022-23")
    assert [one.profile_version for one in (first, second)] == ["1", "2"]
    figures = Figure.objects.filter(indicator__code="REG")
    held = {figure.file.profile_version: figure.value for figure in figures}
    assert held == {"1": 5, "2": 500}


def test_layouts_of_others_are_not_seen(client, area):
    save_profile(commissioner=area, name="mine", toml=LAYOUT, **BY)
    member(client, Commissioner.objects.get(code="QZ2"))
    assert client.get(reverse("source-profile", args=["QZ2", "mine"])).status_code == 404
    address = reverse("source-profile-toml", args=["QZ2", "mine", 1])
    assert client.get(address).status_code == 404


def test_a_day_may_be_given_in_the_usual_ways(client, area):
    member(client, area)
    content = csv("Title,,", "GP code,GP list,PCN", "Z10003,Loner,New Network")
    upload(client, area, content=content, profile="networks-by-name", period="", day="2025-04-01")
    file = work()
    assert file.report["day"] == dt.date(2025, 4, 1).isoformat()
    assert file.state == ReceivedFile.State.KEPT


def test_a_file_that_defines_points_is_not_loaded_by_a_detour(client, area):
    member(client, area, Role.COMMISSIONING_LEAD)
    content = csv(
        "INDICATOR_CODE,INDICATOR_POINT_VALUE,GROUP_DESCRIPTION,DOMAIN_DESCRIPTION", "REG,5,A,B"
    )
    file = look(area, content)
    address = reverse("file-columns", args=[area.code, file.pk])
    answer = client.post(address, {"do": "fits", "profile": "qof-indicators"})
    assert "which your role does not allow" in answer.content.decode()
    file.refresh_from_db()
    assert file.state == ReceivedFile.State.READY


def test_a_kept_file_is_loaded_again_when_more_is_defined(client, area):
    member(client, area)
    rows = ("Z10001,AF,5,TOTAL,400", "Z10001,DM,6,TOTAL,400")
    file = load(area, "qof-prevalence", csv(PREVALENCE, *rows), period="2022-23")
    define(commissioner=area, code="PREV-DM", data=REGISTER, **BY)
    client.post(reverse("file", args=[area.code, file.pk]), {"choice": "again"})
    counts = work().report["brought"][0]["counts"]
    assert (counts["stored"], counts["unchanged"]) == (1, 1)
