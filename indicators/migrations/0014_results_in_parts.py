"""Results lie in one table per part of a run, loaded bare and keyed afterwards (docs/adr/0029)."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

PARTS = """
INSERT INTO indicators_runpart (period_id, results, made_at)
SELECT run.period_id, count(result.id), run.finished_at
FROM indicators_run run LEFT JOIN indicators_result result ON result.run_id = run.id
GROUP BY run.id ORDER BY run.id;
-- Both in the order in which runs were made.
UPDATE indicators_run SET parts = ARRAY[numbered.part] FROM (
    SELECT runs.id, parts.id AS part
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM indicators_run) runs
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM indicators_runpart) parts
        USING (place)
) numbered WHERE numbered.id = indicators_run.id;
UPDATE indicators_rundefinition defined SET
    part_id = run.parts[1],
    ranked_of = coalesce((
        SELECT max(ranked_of) FROM indicators_result result
        WHERE result.run_id = defined.run_id AND result.definition_id = defined.definition_id
    ), 0)
FROM indicators_run run WHERE run.id = defined.run_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""

TABLES = """
ALTER TABLE indicators_result RENAME TO indicators_result_before;
ALTER TABLE indicators_result_before DROP CONSTRAINT a_band_or_the_reason_for_none;
CREATE TABLE indicators_result (
    part_id bigint NOT NULL,
    practice_id bigint NOT NULL REFERENCES practices_practice,
    definition_id bigint NOT NULL REFERENCES indicators_definition,
    figure_id bigint,
    numerator double precision,
    denominator double precision,
    value double precision,
    lower double precision,
    upper double precision,
    own_benchmark double precision,
    rank integer CHECK (rank > 0),
    percentile double precision,
    band smallint NOT NULL,
    no_band smallint NOT NULL,
    comparison smallint NOT NULL,
    queried boolean NOT NULL,
    text text NOT NULL,
    own_levels jsonb,
    CONSTRAINT a_band_or_the_reason_for_none
        CHECK ((band = 0 AND no_band > 0) OR (band > 0 AND no_band = 0))
) PARTITION BY LIST (part_id);
CREATE TABLE indicators_certainty (
    part_id bigint NOT NULL,
    practice_id bigint NOT NULL REFERENCES practices_practice,
    definition_id bigint NOT NULL REFERENCES indicators_definition,
    red real,
    amber real,
    green real,
    rank_best integer,
    rank_worst integer
) PARTITION BY LIST (part_id);

DO $$
DECLARE
    one record;
    name text;
BEGIN
    FOR one IN SELECT id, parts[1] AS part FROM indicators_run LOOP
        name := 'indicators_result_' || one.part;
        EXECUTE format(
            'CREATE TABLE %I PARTITION OF indicators_result FOR VALUES IN (%s)', name, one.part
        );
        EXECUTE format(
            'INSERT INTO %I SELECT %s, practice_id, definition_id, figure_id, numerator,'
            ' denominator, value, lower, upper, own_benchmark, rank, NULL, band, no_band,'
            ' comparison, queried, text, own_levels FROM indicators_result_before'
            ' WHERE run_id = %s ORDER BY definition_id, practice_id', name, one.part, one.id
        );
        EXECUTE format('CREATE UNIQUE INDEX ON %I (practice_id, definition_id)', name);
        EXECUTE format(
            'CREATE INDEX ON %I USING brin (definition_id) WITH (pages_per_range = 16)', name
        );
    END LOOP;
END $$;
DROP TABLE indicators_result_before;

-- Results say which figure they rest on. A key of each part's table would be checked for a million
-- figures in every run; none is ever deleted, so it is enough that the database refuses to.
CREATE FUNCTION results_need_these_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM gone_figures gone JOIN indicators_result r ON r.figure_id = gone.id
    ) THEN
        RAISE EXCEPTION 'A figure is needed by results.' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER results_need_them AFTER DELETE ON indicators_figure
    REFERENCING OLD TABLE AS gone_figures
    FOR EACH STATEMENT EXECUTE FUNCTION results_need_these_figures();
"""

KEYS = {"db_index": False, "on_delete": django.db.models.deletion.PROTECT}
PART = {
    "db_constraint": False,
    "db_index": False,
    "on_delete": django.db.models.deletion.CASCADE,
    "to": "indicators.runpart",
}


def row_of_a_part():
    return [
        (
            "pk",
            models.CompositePrimaryKey(
                "part",
                "practice",
                "definition",
                blank=True,
                editable=False,
                primary_key=True,
                serialize=False,
            ),
        ),
        ("part", models.ForeignKey(**PART)),
        ("practice", models.ForeignKey(to="practices.practice", **KEYS)),
        ("definition", models.ForeignKey(to="indicators.definition", **KEYS)),
    ]


BANDS = [(0, "NONE"), (1, "RED"), (2, "AMBER"), (3, "GREEN")]
NO_BANDS = [
    (0, "BANDED"),
    (1, "NO_DATA"),
    (2, "NOT_RETURNED"),
    (3, "NOT_APPLICABLE"),
    (4, "TOO_FEW"),
    (5, "SUPPRESSED"),
    (6, "NO_COMPARISON"),
    (7, "NOT_BANDED"),
    (8, "WITHHELD"),
    (9, "IMPOSSIBLE"),
]
COMPARISONS = [
    (0, "NONE"),
    (1, "BETTER"),
    (2, "SIMILAR"),
    (3, "WORSE"),
    (4, "HIGHER"),
    (5, "LOWER"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0013_compared_by_a_group"),
        ("practices", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="RunPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("results", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="indicators.period"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="run",
            name="parts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="rundefinition",
            name="part",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="indicators.runpart",
            ),
        ),
        migrations.AddField(
            model_name="rundefinition",
            name="ranked_of",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunSQL(PARTS, migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TABLES)],
            state_operations=[
                migrations.DeleteModel(name="Result"),
                migrations.CreateModel(
                    name="Result",
                    fields=[
                        *row_of_a_part(),
                        (
                            "figure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                to="indicators.figure",
                                **KEYS,
                            ),
                        ),
                        *(
                            (name, models.FloatField(blank=True, null=True))
                            for name in (
                                "numerator",
                                "denominator",
                                "value",
                                "lower",
                                "upper",
                                "own_benchmark",
                            )
                        ),
                        ("rank", models.PositiveIntegerField(blank=True, null=True)),
                        ("percentile", models.FloatField(blank=True, null=True)),
                        ("band", models.PositiveSmallIntegerField(choices=BANDS)),
                        ("no_band", models.PositiveSmallIntegerField(choices=NO_BANDS)),
                        ("comparison", models.PositiveSmallIntegerField(choices=COMPARISONS)),
                        ("queried", models.BooleanField(default=False)),
                        ("text", models.TextField(blank=True)),
                        ("own_levels", models.JSONField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("band", 0), ("no_band__gt", 0))
                                | models.Q(("band__gt", 0), ("no_band", 0)),
                                name="a_band_or_the_reason_for_none",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Certainty",
                    fields=[
                        *row_of_a_part(),
                        ("red", models.FloatField(blank=True, null=True)),
                        ("amber", models.FloatField(blank=True, null=True)),
                        ("green", models.FloatField(blank=True, null=True)),
                        ("rank_best", models.PositiveIntegerField(blank=True, null=True)),
                        ("rank_worst", models.PositiveIntegerField(blank=True, null=True)),
                    ],
                ),
            ],
        ),
        migrations.AlterField(
            model_name="rundefinition",
            name="part",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="indicators.runpart"
            ),
        ),
    ]
