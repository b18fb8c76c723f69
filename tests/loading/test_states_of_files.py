"""What may be done with a commissioner's file in which state, and by which version of a layout."""

import pytest
from django.core.exceptions import ValidationError

from indicators.models import ReceivedFile
from indicators.selectors.layouts import profile_text
from indicators.services.loading import answer_asked, drop_file, keep_source_file, load_file
from indicators.services.looking import look_again, save_profile
from tests.loading.area import PREVALENCE, load, north, read_here
from tests.sources.files import csv
from tests.sources.geography import BY

pytestmark = pytest.mark.django_db
ROW = "Z10001,AF,5,TOTAL,400"


@pytest.fixture
def area():
    return north()


def test_what_is_held_keeps_its_record_whatever_is_posted(area):
    file = load(area, "qof-prevalence", csv(PREVALENCE, ROW), period="2022-23")
    for refused in (drop_file, look_again, answer_asked):
        with pytest.raises(ValidationError):
            refused(file=file, **BY)
    file.refresh_from_db()
    assert file.state == ReceivedFile.State.KEPT
    assert file.content is not None


def test_nothing_is_answered_while_the_file_is_being_read(area):
    file = load(area, "qof-prevalence", csv(PREVALENCE, ROW), period="2022-23")
    ReceivedFile.objects.filter(pk=file.pk).update(state=ReceivedFile.State.CHECKING)
    with pytest.raises(ValidationError, match="Nothing was asked"):
        answer_asked(file=file, **BY)


def test_a_layout_that_was_changed_after_it_was_chosen_is_not_used(area):
    text = profile_text(area, "qof-prevalence")
    own = {"commissioner": area, "name": "ours", **BY}
    save_profile(toml=text, **own)
    asked = keep_source_file(
        commissioner=area,
        profile="ours",
        name="a.csv",
        content=csv(PREVALENCE, ROW),
        period="2022-23",
        **BY,
    )
    save_profile(toml=text + "\n# another word\n", **own)
    file = load_file(file_id=asked.pk, read=read_here, **BY)
    assert file.state == ReceivedFile.State.REFUSED
    assert "changed meanwhile" in file.report["refused"]["what"]
