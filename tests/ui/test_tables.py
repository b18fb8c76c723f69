"""The base table: real markup, sorting by links, numbers to the right, words when empty."""

import django_tables2
from django.template import engines
from django.test import RequestFactory

from scorecard.ui.tables import NumberColumn, Table


class Practices(Table):
    caption = "Practices"
    name = django_tables2.Column("Practice")
    patients = NumberColumn("Patients")

    class Meta(Table.Meta):
        empty_text = "No practice belongs to this area yet."


ROWS = [{"name": "<b>Alder</b>", "patients": 10}, {"name": "Beech", "patients": 20}]


def _html(table: Table, path: str = "/") -> str:
    source = engines["django"].from_string("{% load django_tables2 %}{% render_table table %}")
    html = source.render({"table": table}, RequestFactory().get(path))
    return " ".join(html.split())


def test_a_table_has_a_caption_and_heads_for_columns_and_rows() -> None:
    html = _html(Practices(ROWS))
    assert "<caption" in html and "Practices</caption>" in html
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 2


def test_numbers_stand_on_the_right() -> None:
    html = _html(Practices(ROWS))
    assert html.count("nhsuk-table__cell--numeric") == 2
    assert "nhsuk-table__header--numeric" in html


def test_a_sorted_column_says_so_and_links_to_the_other_way() -> None:
    html = _html(Practices(ROWS, order_by="-patients"), "/?page=2&sort=-patients")
    assert html.count("aria-sort") == 1
    assert 'aria-sort="descending"' in html
    assert "sort=patients" in html


def test_an_empty_table_says_why() -> None:
    assert "No practice belongs to this area yet." in _html(Practices([]))


def test_a_table_may_get_its_caption_and_empty_words_when_made() -> None:
    html = _html(Practices([], caption="Closed practices", empty_text="None has closed."))
    assert "Closed practices" in html and "None has closed." in html


def test_names_never_become_markup() -> None:
    assert "<b>Alder" not in _html(Practices(ROWS))


def test_a_long_table_is_paged() -> None:
    table = Practices([{"name": str(n), "patients": n} for n in range(30)])
    table.paginate(page=2, per_page=10)
    html = _html(table, "/?page=2")
    assert 'aria-label="Practices"' in html
    assert 'rel="next"' in html and 'rel="prev"' in html


def test_a_folding_table_names_every_cell_for_phones_and_still_sorts() -> None:
    class Folding(Practices):
        folds = True

    html = _html(Folding(ROWS))
    assert 'class="nhsuk-table-responsive"' in html and 'class="scroll"' not in html
    heading = '<span class="nhsuk-table-responsive__heading" aria-hidden="true">Patients </span>20'
    assert heading in html and "&lt;b&gt;Alder" in html
    assert "?sort=patients" in html and html.count("nhsuk-table__cell--numeric") == 2
    assert "There is nothing to show." in _html(Folding([]))
