"""What was written down of areas before it needed three others, and a spread ten practices."""

import numpy as np
from django.db import migrations

_FEWEST, _MANY = 4, 10
_ENOUGH_FOR_SIMILAR = 14  # oneself, ten similar ones, and three who are neither
_COUNTED = """
SELECT r.definition_id, d.kind, count(r.value), count(r.value) FILTER (WHERE r.denominator > 0)
FROM cards_cardrun cr
JOIN indicators_run run ON run.id = cr.run_id
JOIN indicators_period p ON p.id = run.period_id
JOIN indicators_rundefinition rd ON rd.run_id = run.id
JOIN indicators_result r ON r.part_id = rd.part_id AND r.definition_id = rd.definition_id
JOIN indicators_definition d ON d.id = r.definition_id
WHERE cr.id = %s AND r.no_band IN (0, 4, 6, 7) AND NOT EXISTS (
    SELECT FROM practices_atypical a WHERE a.practice_id = r.practice_id
    AND daterange(a.starts_on, a.ends_on, '[)') @> p.ends_on
)
GROUP BY r.definition_id, d.kind
"""


def hide(apps, schema_editor):
    for around in apps.get_model("cards", "RunAround").objects.iterator(chunk_size=10):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(_COUNTED, [around.card_run_id])
            counted = {row[0]: row[1:] for row in cursor.fetchall()}
        ids = np.frombuffer(bytes(around.definitions), ">i8").tolist()
        spreads = np.frombuffer(bytes(around.spreads), ">f8").reshape(len(ids), -1).copy()
        few = np.zeros(len(ids), dtype=bool)
        for at, pk in enumerate(ids):
            kind, shown, behind = counted.get(pk, ("", 0, 0))
            behind = shown if kind == "count" else behind
            if shown < _MANY:
                spreads[at, 1:] = np.nan
                if behind < _FEWEST or behind * 2 < shown:
                    spreads[at, 0] = np.nan
            few[at] = shown < _ENOUGH_FOR_SIMILAR
        around.spreads = spreads.tobytes()
        around.save(update_fields=["spreads"])
        if few.any():
            _hide_similar(apps, around, few)


def _hide_similar(apps, around, few):
    rows = apps.get_model("cards", "PracticeAround")
    held = list(rows.objects.filter(around=around))
    for one in held:
        similar = np.frombuffer(bytes(one.similar), ">f8").copy()
        similar[few] = np.nan
        one.similar = similar.tobytes()
    rows.objects.bulk_update(held, ["similar"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("cards", "0009_what_practices_are_put_beside"),
        ("indicators", "0024_figures_that_do_not_count"),
        ("practices", "0003_atypical_from_when_to_when"),
    ]
    operations = [migrations.RunPython(hide, migrations.RunPython.noop)]
