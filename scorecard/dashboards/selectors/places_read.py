"""What a page asks of the practices of a run beside their results, in one statement: only the
kinds that are asked for. Each kind is one row of a few columns, packed by the database.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

LINKS, SIZES, GROUPS, MEMBERS = "links", "sizes", "groups", "members"
LISTS, SCORED, ENGLAND_SCORES, NAMES, ORDER = "lists", "scored", "england", "names", "order"
COLUMN = "column"
_HELD = "starts_on <= %(day)s AND (ends_on IS NULL OR ends_on > %(day)s)"
_OWN = "practice_id = ANY(%(ids)s::bigint[])"

# The deprivation score and its values: `run_places.deprivation_of` says which indicator it is.
_SCORED = """
    SELECT d.id, d.name, i.id AS indicator, rd.part_id FROM indicators_rundefinition rd
    JOIN indicators_definition d ON d.id = rd.definition_id
    JOIN indicators_indicator i ON i.id = d.indicator_id
    WHERE rd.run_id = %(run)s AND d.kind <> 'fact'
        AND (upper(i.code) = 'IMD' OR upper(i.code) LIKE '%%-IMD'
            OR lower(d.name) LIKE 'deprivation%%')
    ORDER BY rd.id LIMIT 1
"""
_KINDS: Mapping[str, tuple[int, str]] = {
    LINKS: (
        3,
        f"""SELECT string_agg(int8send(practice_id), ''::bytea),
            string_agg(int8send(network_id), ''::bytea),
            (SELECT json_agg(json_build_array(id, code, name, sort_key)) FROM practices_network
                WHERE id IN (SELECT network_id FROM practices_networklink
                    WHERE {_HELD} AND {_OWN}))
        FROM practices_networklink WHERE {_HELD} AND {_OWN}""",  # noqa: S608
    ),
    SIZES: (
        2,
        f"""SELECT string_agg(int8send(practice_id), ''::bytea),
            string_agg(float8send(patients::float8), ''::bytea)
        FROM (SELECT DISTINCT ON (practice_id) practice_id, patients FROM practices_listsize
            WHERE kind = 'registered' AND "on" <= %(day)s AND {_OWN}
            ORDER BY practice_id, "on" DESC) newest""",  # noqa: S608
    ),
    GROUPS: (
        1,
        """SELECT json_agg(json_build_array(g.id, g.name, s.id, s.name) ORDER BY g.id)
        FROM practices_practicegroup g JOIN practices_groupset s ON s.id = g.group_set_id
        WHERE s.commissioner_id = %(commissioner)s""",
    ),
    MEMBERS: (
        1,
        f"""SELECT array_agg(practice_id) FROM practices_groupmembership
        WHERE {_HELD} AND group_id = %(group)s""",  # noqa: S608
    ),
    LISTS: (
        2,
        """SELECT json_agg(json_build_array(id, name) ORDER BY name, id),
            (SELECT array_agg(practice_id) FROM dashboards_practicelist_practices
                WHERE practicelist_id = %(list)s)
        FROM dashboards_practicelist WHERE commissioner_id = %(commissioner)s
            AND (owner_id = %(reader)s OR shared_at IS NOT NULL)""",
    ),
    SCORED: (
        4,
        f"""SELECT scored.name, scored.indicator,
            coalesce(array_agg(r.practice_id) FILTER (WHERE r.value IS NOT NULL), '{{}}'),
            coalesce(array_agg(r.value) FILTER (WHERE r.value IS NOT NULL), '{{}}')
        FROM (SELECT) one LEFT JOIN ({_SCORED}) scored ON true
        LEFT JOIN indicators_result r ON r.part_id = scored.part_id
            AND r.definition_id = scored.id AND r.part_id = ANY(%(parts)s)
        GROUP BY scored.name, scored.indicator""",  # noqa: S608
    ),
    ENGLAND_SCORES: (
        1,
        """SELECT string_agg(float8send(value), ''::bytea) FROM (
            SELECT DISTINCT ON (f.practice_id) f.value FROM indicators_figure f
            JOIN indicators_indicator i ON i.id = f.indicator_id
            JOIN practices_commissioner c ON c.id = i.commissioner_id
            JOIN indicators_period p ON p.id = f.period_id
            WHERE c.code = %(england)s AND upper(i.code) = 'IMD' AND p.ends_on <= %(day)s
                AND f.value IS NOT NULL AND f.replaced_at IS NULL AND f.counts
            ORDER BY f.practice_id, p.ends_on DESC) newest""",
    ),
    NAMES: (
        1,
        """SELECT json_agg(json_build_array(p.id, p.code, p.name,
            coalesce((SELECT a.reason FROM practices_atypical a WHERE a.practice_id = p.id
                AND a.starts_on <= %(day)s AND (a.ends_on IS NULL OR a.ends_on > %(day)s)
                LIMIT 1), '')) ORDER BY p.sort_key, p.code)
        FROM practices_practice p WHERE p.id = ANY(%(ids)s::bigint[])""",
    ),
    ORDER: (
        1,
        # All there are, by the index: to look for thousands takes longer.
        """SELECT string_agg(int8send(id), ''::bytea)
        FROM (SELECT id FROM practices_practice ORDER BY sort_key, code) ordered""",
    ),
    COLUMN: (
        2,
        """SELECT string_agg(int8send(practice_id), ''::bytea),
            string_agg(float8send(value), ''::bytea)
        FROM indicators_result
        WHERE part_id = %(part)s AND definition_id = %(definition)s AND value IS NOT NULL""",
    ),
}


@dataclass(frozen=True)
class About:
    """Of what is asked: `ids` are the practices; the last are ids, None where none is meant."""

    ids: str
    day: dt.date
    run: int
    parts: list[int]
    commissioner: int
    england: str
    reader: int | None = None
    group: int | None = None
    list: int | None = None
    part: int | None = None
    definition: int | None = None


def read_kinds(kinds: Collection[str], about: About) -> dict[str, tuple[Any, ...]]:
    """By kind its columns; no statement where nothing is asked for."""
    if not kinds:
        return {}
    asked = list(dict.fromkeys(kinds))
    tables = [f"({_KINDS[kind][1]}) k{at}" for at, kind in enumerate(asked)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {' CROSS JOIN '.join(tables)}", vars(about))  # noqa: S608
        row = cursor.fetchone() or ()
    found = {}
    for kind in asked:
        size = _KINDS[kind][0]
        found[kind], row = row[:size], row[size:]
    return found
