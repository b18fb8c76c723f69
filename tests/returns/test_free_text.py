"""What people write in their own words is refused where it could hold an NHS number."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Period, SourceAgreement, SourceProfile
from indicators.services.evidence import EvidenceRefused, receive_evidence, remove_evidence
from indicators.services.looking import save_profile
from indicators.services.returns import ReturnRefused, submit_return
from indicators.services.sources import agree_source
from indicators.services.verification import set_window, verify
from scorecard.accounts.roles import Role
from tests.returns.area import AT, BY_NOBODY, GOOD
from tests.returns.files import row

NUMBER = "943 476 5919"
TOML = 'title="{}"\nsource="s"\npractice="p"\nfigures=[{{indicator="A",value="n"}}]'


@pytest.mark.parametrize("words", [{"reason": NUMBER}, {"agreed_with": NUMBER}])
def test_the_agreement_on_a_source(area, words):
    figure = area.submitted(GOOD).file.figure_set.get()
    given = {"reason": "r", "agreed_with": "w", **words}
    with pytest.raises(ValidationError, match="NHS number"):
        agree_source(indicator=figure.indicator, source=figure.source, **given, **BY_NOBODY)
    assert not SourceAgreement.objects.exists()


@pytest.mark.parametrize(("name", "title"), [("own", f"x {NUMBER}"), (NUMBER, "x")])
def test_the_title_and_the_name_of_a_layout(area, name, title):
    with pytest.raises(ValidationError, match="NHS number"):
        save_profile(
            commissioner=area.commissioner, name=name, toml=TOML.format(title), **BY_NOBODY
        )
    assert not SourceProfile.objects.exists()


def test_why_evidence_is_removed(area):
    given = {"commissioner": area.commissioner, "practice": area.practice, "content": b"x"}
    held = receive_evidence(name="a.txt", **given, by=area.person(Role.ANALYST), at=AT)
    with pytest.raises(EvidenceRefused, match="NHS number"):
        remove_evidence(evidence=held, reason=NUMBER, **BY_NOBODY)


@pytest.mark.parametrize("words", [{"attested_name": NUMBER}, {"attested_role": NUMBER}])
def test_who_attests(area, words):
    file = area.checked(row("QUA03", value="yes"), GOOD)
    given = {"attested_name": "A", "attested_role": "B", **words}
    with pytest.raises(ReturnRefused, match="NHS number"):
        submit_return(file=file, only_good=True, leave_unexplained=True, **given, **BY_NOBODY)


def test_who_confirms_the_figures(area):
    figure = area.submitted(GOOD).file.figure_set.get()
    period = Period.objects.get(pk=figure.period_id)
    day, week = AT.date(), dt.timedelta(7)
    set_window(period=period, opens_on=day, deadline=day + week, silence="accepted", **BY_NOBODY)
    with pytest.raises(ValidationError, match="NHS number"):
        verify(practice=area.practice, period=period, name=NUMBER, seen=[figure.pk], **BY_NOBODY)
