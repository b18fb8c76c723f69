import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0021_references_of_results"),
        ("dashboards", "0003_case_studies"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreparedColumn",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "run",
                        "definition",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("content", models.BinaryField()),
                (
                    "definition",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="indicators.definition",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="indicators.run",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PreparedMoves",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="prepared_moves",
                        serialize=False,
                        to="indicators.run",
                    ),
                ),
                ("lines", models.JSONField(default=list)),
                ("content", models.BinaryField()),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="indicators.run",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE dashboards_preparedcolumn ALTER COLUMN content SET STORAGE EXTERNAL",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "ALTER TABLE dashboards_preparedmoves ALTER COLUMN content SET STORAGE EXTERNAL",
            migrations.RunSQL.noop,
        ),
        # What was prepared before lacks both; the next beat prepares it anew.
        migrations.RunSQL(
            "TRUNCATE dashboards_preparedrow, dashboards_preparedrun", migrations.RunSQL.noop
        ),
    ]
