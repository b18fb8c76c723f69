"""Component tags: the right markup, and nothing a user typed becomes markup."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from scorecard.charts.figures import trend_line
from scorecard.charts.types import TrendLine, TrendPoint
from scorecard.ui.forms import DateField, PlainForm

CHOICES = [("a", "First"), ("b", "Second")]
NASTY = "<script>alert(1)</script>\"'&"


def render(source: str, **context: object) -> str:
    """The html with runs of white space made one blank."""
    request = context.pop("request", None) or RequestFactory().get("/")
    html = engines["django"].from_string(source).render(context, request)
    return re.sub(r"\s+", " ", html).replace(" >", ">").strip()


class Indicator(PlainForm):
    name = forms.CharField(help_text="As patients know it.", max_length=20)
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    weight = forms.IntegerField(min_value=0)
    target = forms.DecimalField()
    opens_on = DateField()
    polarity = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    domains = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    rule = forms.ChoiceField(choices=CHOICES)
    agreed = forms.BooleanField()
    file = forms.FileField()
    secret = forms.CharField(widget=forms.HiddenInput)


def test_every_field_of_a_form_is_rendered_with_its_label() -> None:
    html = render("{% nhs_form form %}", form=Indicator())
    for name in ("name", "note", "weight", "target", "opens_on", "rule", "agreed", "file"):
        assert f'for="id_{name}"' in html, name
        assert f'id="id_{name}"' in html, name
    assert '<legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s"> Polarity' in html
    assert '<input type="hidden" name="secret" id="id_secret">' in html


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "Note (optional)" in render("{% nhs_field form.note %}", form=Indicator())


def test_numbers_get_a_keypad_and_no_spinner() -> None:
    whole = render("{% nhs_field form.weight %}", form=Indicator())
    fraction = render("{% nhs_field form.target %}", form=Indicator())
    assert 'type="text"' in whole and 'inputmode="numeric"' in whole
    assert 'type="text"' in fraction and 'inputmode="decimal"' in fraction


def test_the_browser_does_not_answer_before_us() -> None:
    html = render("{% nhs_form form %}", form=Indicator())
    assert " required" not in html and "maxlength" not in html and " min=" not in html


def test_a_wrong_field_points_to_its_message() -> None:
    html = render("{% nhs_field form.name %}", form=Indicator({"name": ""}))
    assert 'aria-describedby="id_name-hint id_name-error"' in html
    assert "nhsuk-input--error" in html and "Enter name" in html


def test_the_summary_links_every_error_to_its_field() -> None:
    html = render("{% nhs_error_summary form %}", form=Indicator({"name": ""}))
    assert '<a href="#id_name"> Enter name </a>' in html
    assert '<a href="#id_polarity"> Choose polarity </a>' in html


def test_an_untouched_form_has_no_summary() -> None:
    assert render("{% nhs_error_summary form %}", form=Indicator()) == ""
    assert render("{% nhs_error_summary nothing %}") == ""


def test_the_rows_of_a_formset_are_numbered_in_the_summary() -> None:
    rows = forms.formset_factory(Indicator, extra=0)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2"}
    html = render("{% nhs_error_summary formset %}", formset=rows(data))
    assert '<a href="#id_form-1-name"> Row 2: Enter name </a>' in html


def test_what_was_chosen_stays_chosen() -> None:
    form = Indicator({"polarity": "b", "domains": ["a"], "rule": "b", "agreed": "on"})
    html = render("{% nhs_form form %}", form=form)
    assert 'name="polarity" type="radio" value="b" checked' in html
    assert 'name="domains" type="checkbox" value="a" checked' in html
    assert 'name="agreed" type="checkbox" value="on" checked' in html
    assert '<option value="b" selected' in html


def test_the_text_of_a_textarea_is_kept_to_the_letter() -> None:
    form = Indicator({"note": "one\n  two"})
    made = engines["django"].from_string(
        '{% nhs_details "More" %}{% nhs_field form.note %}{% endnhs_details %}'
    )
    assert ">one\n  two</textarea>" in made.render({"form": form})


@pytest.mark.parametrize(
    "source",
    [
        "{% nhs_button text %}",
        "{% nhs_button text href=text %}",
        "{% nhs_back_link text '/' %}",
        "{% nhs_action_link text '/' %}",
        "{% nhs_breadcrumbs text '/' %}",
        "{% nhs_navigation pairs %}",
        "{% nhs_details text %}x{% endnhs_details %}",
        "{% nhs_inset %}{{ text }}{% endnhs_inset %}",
        "{% nhs_warning text %}x{% endnhs_warning %}",
        "{% nhs_card text %}x{% endnhs_card %}",
        "{% nhs_panel text %}x{% endnhs_panel %}",
        "{% nhs_scroll text %}x{% endnhs_scroll %}",
        "{% nhs_grid text %}x{% endnhs_grid %}",
        "{% nhs_notification text %}",
        "{% nhs_tag text 'blue' %}",
        "{% nhs_summary_list pairs %}",
        "{% nhs_task_list tasks %}",
        "{% nhs_tabs pairs %}",
        "{% band_cell 3 0 text text %}",
        "{% nhs_field form.name %}",
    ],
)
def test_typed_text_never_becomes_markup(source: str) -> None:
    html = render(
        source,
        text=NASTY,
        pairs=[(NASTY, "x")],
        tasks=[{"heading": NASTY, "hint": NASTY, "status": NASTY}],
        form=Indicator({"name": NASTY}),
    )
    assert "<script" not in html
    assert "alert(1)" in html


@pytest.mark.parametrize("tag", ["details", "warning", "card", "panel", "scroll", "grid"])
def test_a_block_keeps_its_content(tag: str) -> None:
    html = render(f'{{% nhs_{tag} "Heading" %}}<p>Content</p>{{% endnhs_{tag} %}}')
    assert "<p>Content</p>" in html and "Heading" in html


def test_a_link_may_say_more_to_those_who_hear_it() -> None:
    html = render("{% nhs_action_link 'Start' '/x/' hidden=text %}", text=NASTY)
    assert 'Start<span class="nhsuk-u-visually-hidden"> &lt;script' in html
    assert "visually-hidden" not in render("{% nhs_action_link 'Start' '/x/' %}")


def test_the_button_of_each_password_says_which_one_it_shows() -> None:
    class Two(PlainForm):
        new = forms.CharField(label="New password", widget=forms.PasswordInput)
        again = forms.CharField(label="New password again", widget=forms.PasswordInput)

    html = render("{% nhs_form form %}", form=Two())
    assert re.findall(r' aria-label="(Show[^"]*)"', html) == [
        "Show new password",
        "Show new password again",
    ]
    assert 'data-i18n.hide-password-aria-label="Hide new password again"' in html


def test_the_current_entry_of_the_navigation_is_the_longest_start() -> None:
    items = [("Area", "/area/A/"), ("Grid", "/area/A/grid/"), ("Else", "/b/")]
    request = RequestFactory().get("/area/A/grid/")
    html = render("{% nhs_navigation items %}", items=items, request=request)
    assert html.count("aria-current") == 1
    assert 'href="/area/A/grid/" aria-current="page"' in html


def test_breadcrumbs_take_pairs_or_one_list() -> None:
    pairs = render("{% nhs_breadcrumbs 'Area' '/a/' 'Grid' '/g/' %}")
    assert pairs == render("{% nhs_breadcrumbs items %}", items=[("Area", "/a/"), ("Grid", "/g/")])


def test_paging_keeps_the_other_parameters() -> None:
    page = Paginator(range(50), 10).page(2)
    request = RequestFactory().get("/?sort=name&page=2")
    html = render("{% nhs_pagination page %}", page=page, request=request)
    assert 'href="?sort=name&amp;page=3"' in html
    assert 'aria-current="page"' in html


def test_a_list_of_one_page_has_no_paging() -> None:
    assert render("{% nhs_pagination page %}", page=Paginator(range(5), 10).page(1)) == ""


def test_summary_rows_may_carry_a_link() -> None:
    html = render("{% nhs_summary_list rows %}", rows=[("Weight", "20", "/change/", "Change")])
    assert 'href="/change/"' in html
    assert '<span class="nhsuk-u-visually-hidden"> weight</span>' in html


def chart_page(*values: float | None) -> str:
    points = tuple(TrendPoint(f"Q{at}", value) for at, value in enumerate(values, start=1))
    chart = trend_line(TrendLine("Screening", "%", 1, points))
    return render("{% chart chart id='c' %}", chart=chart)


def test_the_numbers_beside_a_chart_stand_to_the_right_heading_too() -> None:
    html = chart_page(75.0)
    assert '<th class="nhsuk-table__header nhsuk-table__header--numeric" scope="col">Value' in html
    assert '<td class="nhsuk-table__cell nhsuk-table__cell--numeric">75.0%' in html
    assert '<td class="nhsuk-table__cell">Not banded' in html


def test_without_a_value_there_is_the_sentence_and_no_drawing() -> None:
    assert "data-chart" in chart_page(75.0)
    html = chart_page(None)
    assert "data-chart" not in html and "<script" not in html
    assert "No period has a figure yet." in html and "No data" in html
