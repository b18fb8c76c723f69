"""Starting from the catalogue, and scorecards as files between commissioners."""

import dataclasses

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings

from indicators import catalogue
from indicators.catalogue import (
    Catalogue,
    CatalogueDomain,
    CatalogueEligibility,
    CatalogueItem,
)
from indicators.catalogue.writing import write
from practices.services.organisations import add_commissioner
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.cards.models import CardItem, CardVersion, Domain, Eligibility, Scorecard
from scorecard.cards.selectors.catalogue import catalogue_of
from scorecard.cards.selectors.versions import live_version, status_of
from scorecard.cards.services.catalogue import NameTaken, start_from
from tests.areas import NOW
from tests.indicators.test_catalogue_files import card as any_card

BY = {"by": None, "at": NOW}


@pytest.fixture
def other(db):
    return add_commissioner(code="Z99", name="Area Z99", **BY)


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


def _address(name, *args):
    return reverse(name, args=["Z01", *args])


# --- The file -------------------------------------------------------------------------------------


def _sorted(card):
    """Without the order in which it names indicators."""
    rules = [
        dataclasses.replace(rule, indicators=tuple(sorted(rule.indicators)))
        for rule in card.eligibilities
    ]
    return dataclasses.replace(
        card,
        items=tuple(sorted(card.items, key=lambda item: item.code)),
        eligibilities=tuple(rules),
    )


@pytest.mark.parametrize(
    "name", ["tower-hamlets", "stoke", "qof-2023-24", "suffolk", "westminster"]
)
def test_an_exported_scorecard_imports_as_an_equal_version(area, other, name):
    first = start_from(catalogue=catalogue.load(name), commissioner=area.commissioner, **BY)
    assert _sorted(catalogue_of(first)) == _sorted(catalogue.load(name))
    file = write(catalogue_of(first)).encode()
    second = start_from(catalogue=catalogue.parse(file, "sent.toml"), commissioner=other, **BY)
    assert catalogue_of(second) == catalogue_of(first)
    assert write(catalogue_of(second)).encode() == file


@pytest.mark.django_db
@settings(max_examples=25)
@given(made=any_card())
def test_any_text_survives_the_way_to_another_commissioner(made):
    code = f"H{Scorecard.objects.count()}"
    here = add_commissioner(code=code, name=code, **BY)
    version = start_from(catalogue=made, commissioner=here, name=code, **BY)
    there = add_commissioner(code=f"{code}X", name=code, **BY)
    read = catalogue.parse(write(catalogue_of(version)).encode(), "sent.toml")
    assert catalogue_of(start_from(catalogue=read, commissioner=there, **BY)) == read


def test_nothing_that_a_version_says_stays_behind():
    """A new field of these models belongs into the file, or into the list of those that do not."""
    own = {"id", "version", "scorecard", "order"}
    left = {
        CardVersion: own
        | {"number", "summary", "copied_from", "revision", "created_by", "created_at"},
        Domain: own,
        CardItem: own | {"definition"},
        Eligibility: own | {"items"},
    }
    held = (Catalogue, CatalogueDomain, CatalogueItem, CatalogueEligibility)
    for (model, kept_back), row in zip(left.items(), held, strict=True):
        names = {field.name for field in model._meta.get_fields() if field.concrete}
        assert names - kept_back <= {field.name for field in dataclasses.fields(row)}, model


def test_a_version_is_exported_as_it_is(area, analyst):
    response = analyst.get(_address("card-export", area.version.pk))
    assert (
        response["Content-Disposition"] == 'attachment; filename="small-scorecard-version-1.toml"'
    )
    assert catalogue.parse(response.content, "mine.toml") == catalogue_of(area.version)
    assert b"Seen within two days" in response.content


def test_the_version_of_another_commissioner_is_not_exported(other, analyst):
    version = start_from(catalogue=catalogue.load("stoke"), commissioner=other, **BY)
    assert analyst.get(_address("card-export", version.pk)).status_code == 404


# --- Starting -------------------------------------------------------------------------------------


def test_starting_beside_a_live_scorecard_leaves_that_alone(area):
    before = catalogue_of(area.version)
    version = start_from(catalogue=catalogue.load("stoke"), commissioner=area.commissioner, **BY)
    assert status_of(version) == "draft" and live_version(area.commissioner) == area.version
    assert catalogue_of(area.version) == before
    event = AuditEvent.objects.get(action="start scorecard", subject_id=str(version.pk))
    assert event.details == {"from": "Development programme, Stoke style", "indicators": 20}


def test_a_name_that_differs_only_in_case_is_taken_and_another_is_not(area):
    stoke = catalogue.load("stoke")
    with pytest.raises(NameTaken, match="already has a scorecard called SMALL scorecard"):
        start_from(catalogue=stoke, commissioner=area.commissioner, name=" SMALL scorecard ", **BY)
    version = start_from(catalogue=stoke, commissioner=area.commissioner, name="Large", **BY)
    assert version.scorecard.name == "Large"


# --- Pages ----------------------------------------------------------------------------------------


def test_the_catalogue_lists_every_ready_made_scorecard(analyst):
    page = text_of(analyst.get(_address("catalogue")))
    for key in catalogue.names():
        # The scorecards of the demo's invented areas are nobody's to start from.
        offered = not key.startswith("demo")
        assert (_address("catalogue-starter", key) in page) == offered
        assert (f'<h2 class="nhsuk-heading-m" id="starter-{key}">' in page) == offered
    assert "Illustrative" in page and "76 weighted indicators in 10 domains" in page


def test_one_scorecard_is_shown_before_it_is_copied(analyst):
    page = text_of(analyst.get(_address("catalogue-starter", "stoke")))
    for words in (
        "The documents describe the programme but give no list of indicators",
        "Exemplary clinical care, weight 40",
        "Green at 82% or more, red below 77%, amber between.",
        "at least amber in STO01, STO02, STO03, STO04, STO05",
        "A whole practice is banded by its score: green from 70 of 100, red below 40.",
        'value="Development programme, Stoke style"',
    ):
        assert words in page
    assert CardVersion.objects.count() == 1


def test_how_reds_count_is_said_in_words(analyst):
    page = text_of(analyst.get(_address("catalogue-starter", "tower-hamlets")))
    assert "its number of reds" in page and "red from" in page


def test_an_unknown_scorecard_is_not_found(analyst):
    assert analyst.get(_address("catalogue-starter", "nothing")).status_code == 404


def test_a_practice_manager_has_no_catalogue(area, client):
    client.force_login(area.user(Role.PRACTICE_MANAGER, area.practices[0]))
    assert client.get(_address("catalogue")).status_code in (403, 404)


def test_start_from_this_makes_a_draft(area, analyst):
    response = analyst.post(_address("card-start", "stoke"), {"name": "Our programme"}, follow=True)
    page = text_of(response)
    assert "Our programme version 1 is a draft." in page
    assert "Version 1, draft" in page and "STO06" in page
    assert live_version(area.commissioner) == area.version


def test_a_taken_name_asks_for_another(analyst):
    page = text_of(analyst.post(_address("card-start", "stoke"), {"name": "Small scorecard"}))
    assert "already has a scorecard called Small scorecard. Choose another name." in page
    assert 'value="Small scorecard"' in page and "Start from this" in page
    page = text_of(analyst.post(_address("card-start", "stoke"), {"name": " "}))
    assert "Enter name of your scorecard" in page


def test_a_code_that_means_something_else_here_is_pointed_out(area, analyst):
    own = dataclasses.replace(catalogue_of(area.version), name="Their scorecard")
    own = dataclasses.replace(
        own,
        items=tuple(
            dataclasses.replace(item, data=dataclasses.replace(item.data, name="Another thing"))
            if item.code == "ACC01"
            else item
            for item in own.items
        ),
    )
    page = text_of(_send(analyst, write(own).encode()))
    assert "ACC01 meant “Seen within two days” here and now means “Another thing”" in page


def test_the_first_scorecard_comes_from_the_catalogue(other, area, client):
    client.force_login(area.user(Role.ANALYST, other))
    page = text_of(client.get(reverse("card", args=["Z99"])))
    assert "has no scorecard yet" in page and reverse("catalogue", args=["Z99"]) in page


# --- Importing ------------------------------------------------------------------------------------


def _send(client, content, name="", file="sent.toml"):
    sent = SimpleUploadedFile(file, content)
    return client.post(_address("catalogue-import"), {"file": sent, "name": name}, follow=True)


def test_a_file_becomes_a_draft(area, analyst):
    file = write(dataclasses.replace(catalogue_of(area.version), name="<b>=1+1</b>")).encode()
    page = text_of(_send(analyst, file))
    assert "&lt;b&gt;=1+1&lt;/b&gt; version 1 is a draft." in page
    assert CardVersion.objects.get(scorecard__name="<b>=1+1</b>")


def test_a_file_whose_name_is_taken_is_imported_under_another(area, analyst):
    file = write(catalogue_of(area.version)).encode()
    page = text_of(_send(analyst, file))
    assert "already has a scorecard called Small scorecard. Choose another name." in page
    assert "Theirs version 1 is a draft." in text_of(_send(analyst, file, name="Theirs"))


def test_a_bad_file_lists_every_problem_and_changes_nothing(area, analyst):
    file = write(dataclasses.replace(catalogue_of(area.version), name="New"))
    broken = file.replace("weight = 60", "weight = 50").replace(
        "sampling = ", "colour = 1\nsampling = "
    )
    page = text_of(_send(analyst, broken.encode(), file="a <file>.toml"))
    assert "The file cannot be used yet." in page
    assert "the domain weights add to 90, not 100." in page
    assert "indicator ACC01: the field &#x27;colour&#x27; is not known." in page
    assert "a &lt;file&gt;.toml, line " in page
    assert CardVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04", "This is an Excel workbook"),
        (b"\xff\xfea\x00", "saved as UTF-16"),
        (b"#" * (2 * 1024 * 1024), "larger than 1024 kB"),
        (b"", "The file is empty"),
    ],
)
def test_a_file_of_another_kind_is_refused_on_the_page(analyst, content, said):
    response = _send(analyst, content)
    assert response.status_code == 200 and said in text_of(response)


def test_very_many_problems_are_not_all_listed(analyst):
    many = b"".join(b"[[indicators]]\n" for _ in range(60))
    page = text_of(_send(analyst, b"name = 'x'\n" + many))
    assert "There are 430 more problems. Mend these first." in page


def test_a_draft_whose_weights_do_not_add_up_yet_travels_as_a_draft(area, analyst):
    made = dataclasses.replace(catalogue_of(area.version), name="New")
    file = write(made).replace("weight = 60", "weight = 50")
    page = text_of(_send(analyst, file.encode()))
    assert "New version 1 is a draft." in page and "Not ready to be agreed" in page
    read = catalogue_of(CardVersion.objects.get(scorecard__name="New"))
    assert write(read) == file


def test_what_is_illustrative_says_so_on_the_card_on_paper_and_where_it_is_agreed(area, analyst):
    suffolk = catalogue.load("suffolk")
    analyst.post(_address("card-start", "suffolk"), {"name": "Suffolk"})
    version = CardVersion.objects.get(scorecard__name="Suffolk")
    for name in ("card-version", "card-print", "card-agreement"):
        page = text_of(analyst.get(_address(name, version.pk)))
        assert "Illustrative" in page and "but give no list of indicators" in page, name
        assert "Where it comes from" in page, name
    sent = catalogue_of(version)
    assert (sent.purpose, sent.source) == (suffolk.purpose, suffolk.source)
    assert sent.illustrative == suffolk.illustrative
