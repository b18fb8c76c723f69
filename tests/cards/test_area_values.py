"""The area's value: added up from the figures held here, or published; somebody chooses which."""

import datetime as dt
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from indicators.models import AreaChoice, BenchmarkValue
from indicators.selectors.results import results_of
from indicators.services.agreements import record_outside_value
from indicators.services.area_values import choose_area_value
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.calc.types import Band, Comparison
from tests.areas import CARD, NOW, PROPORTION, Area

POOLED = "Area Z01, all practices together"
PUBLISHED = "Area Z01, as published by A national file"
BOTH = (
    "Area Z01 is 90.0% as published (A national file) and 74.4% by the figures held here"
    f" ({POOLED}): a difference of 15.6 percentage points."
)
NOT_YET = "The results on this page do not follow this yet"


@pytest.fixture
def area(db):
    """238 of 320 patients; the published value is 90%."""
    first = {**PROPORTION, "rule": {"rule": "interval", "confidence": 95}}
    area = Area(card={**CARD, "indicators": [first, *CARD["indicators"][1:]]})
    for number, (seen, asked) in enumerate(((90, 100), (140, 200), (8, 20)), start=1):
        area.record(number, "ACC01", numerator=seen, denominator=asked)
    publish(area, 90)
    return area


def publish(area, value, period="2026-27-Q1", source="A national file"):
    record_outside_value(
        indicator=area.definition("ACC01").indicator,
        period=area.period(period),
        area=BenchmarkValue.Area.AREA,
        value=value,
        source=source,
        by=None,
        at=NOW,
    )


def choose(
    area, use="published", period="2026-27-Q1", reason="It counts every patient", by=None, at=NOW
):
    return choose_area_value(
        indicator=area.definition("ACC01").indicator,
        period=area.period(period),
        use=use,
        reason=reason,
        by=by or area.user(Role.CLINICAL_LEAD),
        at=at,
    )


def compared(area, period="2026-27-Q1"):
    """The first practice after a banding: 90 of 100."""
    found = results_of(area.band(period).run).filter(definition__indicator__code="ACC01")
    return found.get(practice=area.practices[0])


def page(client, area, role=Role.ANALYST):
    client.force_login(area.user(role))
    return client.get(reverse("indicator-results", args=["Z01", "ACC01"])).text


def verified(run):
    out = StringIO()
    call_command("verify_run", str(run.pk), stdout=out)
    return out.getvalue()


def test_a_published_value_alone_changes_nothing(area):
    one = compared(area)
    assert (one.benchmark, one.benchmark_name) == (pytest.approx(238 / 320 * 100), POOLED)
    assert (one.comparison, one.band) == (Comparison.BETTER, Band.GREEN)


def test_the_chosen_published_value_is_used_named_and_judged_by(area, client):
    choose(area)
    one = compared(area)
    assert (one.benchmark, one.benchmark_name) == (90, PUBLISHED)
    assert (one.comparison, one.band) == (Comparison.SIMILAR, Band.AMBER)
    client.force_login(area.user(Role.ANALYST))
    address = reverse("area-result", args=["Z01", area.practices[0].code, "ACC01"])
    assert f"Compared with {PUBLISHED}: 90.0%" in client.get(address).text


def test_choosing_back_uses_what_the_figures_add_up_to_and_keeps_every_choice(area):
    somebody = area.user(Role.ANALYST)
    choose(area, by=somebody)
    back = choose(area, "pooled", by=somebody, at=NOW + dt.timedelta(days=1))
    assert compared(area).benchmark_name == POOLED
    assert [one.use for one in AreaChoice.objects.all()] == ["pooled", "published"]
    event = AuditEvent.objects.filter(action="choose value of the area").latest("pk")
    assert event.details["use"] == back.use


def test_a_choice_holds_for_its_own_period_and_indicator_only(area):
    area.record(1, "ACC01", "2025-26-Q4", numerator=90, denominator=100)
    area.record(2, "ACC01", "2025-26-Q4", numerator=50, denominator=100)
    publish(area, 60, "2025-26-Q4")
    choose(area)
    assert compared(area, "2025-26-Q4").benchmark == 70
    assert compared(area).benchmark == 90


def test_a_corrected_published_value_counts_with_the_next_banding(area, client):
    choose(area)
    compared(area)
    publish(area, 85, source="The corrected file")
    assert NOT_YET in page(client, area)
    one = compared(area)
    assert (one.benchmark, one.benchmark_name[-18:]) == (85, "The corrected file")


def test_a_long_source_is_cut_in_the_name_and_does_not_stop_a_banding(area):
    publish(area, 80, source="A very long title, " * 15)
    choose(area)
    name = compared(area).benchmark_name
    assert len(name) <= 200 and name.endswith("…")


def test_nothing_is_chosen_that_is_not_published_without_reason_or_twice(area):
    somebody = area.user(Role.ANALYST)
    for said, given in (
        ("No published value of the area is held for", {"period": "2025-26-Q4"}),
        ("chosen already", {"use": "pooled"}),
        ("cannot be blank", {"reason": "  "}),
        ("NHS number", {"reason": "943 476 5919"}),
        ("not a valid choice", {"use": "median"}),
    ):
        with pytest.raises(ValidationError, match=said):
            choose(area, by=somebody, **given)
    assert not AreaChoice.objects.exists()


def test_another_commissioners_period_is_refused(area):
    with pytest.raises(ValidationError, match="of another commissioner"):
        choose_area_value(
            indicator=area.definition("ACC01").indicator,
            period=Area(code="Y01").period(),
            use="published",
            reason="R",
            by=area.user(Role.ANALYST),
            at=NOW,
        )


def test_a_run_comes_out_as_it_was_whatever_is_chosen_afterwards(area):
    somebody = area.user(Role.ANALYST)
    first = area.band().run
    choose(area, by=somebody)
    second = area.band().run
    choose(area, "pooled", by=somebody, at=NOW + dt.timedelta(days=1))
    publish(area, 10)
    for run in (first, second):
        assert "come out as they are stored" in verified(run)
    hashes = {
        run.definitions.get(definition__indicator__code="ACC01").inputs_hash
        for run in (first, second)
    }
    assert len(hashes) == 2


def test_both_values_stand_side_by_side_and_the_choice_is_made_there(area, client):
    area.band()
    shown = page(client, area)
    assert f"{BOTH} The results on this page are compared with {POOLED}." in shown
    assert NOT_YET not in shown
    address = reverse("area-choice", args=["Z01", "ACC01"]) + "?period=2026-27-Q1"
    assert "Enter reason" in client.post(address, {"use": "published"}).text
    data = {"use": "published", "reason": "It counts every patient"}
    shown = client.post(address, data, follow=True).text
    assert "It counts when April to June 2026 is banded next." in shown
    somebody = AreaChoice.objects.get().chosen_by
    assert f"{somebody}: the published value. It counts every patient." in shown
    assert NOT_YET in shown and f"compared with {POOLED}." in shown
    area.band()
    shown = client.get(reverse("indicator-results", args=["Z01", "ACC01"])).text
    assert NOT_YET not in shown and f"are compared with {PUBLISHED}." in shown
    assert "chosen already" in client.post(address, data).text


def test_who_reads_results_reads_both_values_and_chooses_nothing(area, client):
    area.band()
    shown = page(client, area, Role.CLINICAL_LEAD)
    assert BOTH in shown and "Choose which value" not in shown
    address = reverse("area-choice", args=["Z01", "ACC01"])
    assert client.post(address, {"use": "published", "reason": "R"}).status_code in (403, 404)
    assert not AreaChoice.objects.exists()


def test_without_a_published_value_there_is_nothing_to_choose(area, client):
    BenchmarkValue.objects.all().delete()
    area.band()
    shown = page(client, area)
    assert "as published" not in shown and "Choose which value" not in shown


def test_a_file_names_the_area_or_its_code(area, tmp_path):
    rows = ("indicator,area,period,value,source", "ACC01,z01,2026-27-Q1,71,F")
    path = tmp_path / "f.csv"
    path.write_text("\n".join([*rows, "VFM01,area,2026-27-Q1,160,F"]))
    call_command("import_outside_values", str(path), "--commissioner", "Z01", stdout=StringIO())
    held = BenchmarkValue.objects.filter(source="F").order_by("value")
    assert [(one.area, one.value) for one in held] == [("area", 71), ("area", 160)]


def test_where_practices_share_a_figure_nothing_is_compared_and_nothing_to_choose(db, client):
    first = {**PROPORTION, "level": "network"}
    area = Area(card={**CARD, "indicators": [first, *CARD["indicators"][1:]]})
    for number in (1, 2, 3):
        area.record(number, "ACC01", numerator=90, denominator=100)
    publish(area, 90)
    choose(area)
    assert compared(area).benchmark_name == ""
    shown = page(client, area)
    assert "as published" not in shown and "Choose which value" not in shown
