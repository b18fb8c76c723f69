import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("indicators", "0021_references_of_results"),
        ("practices", "0003_atypical_from_when_to_when"),
        ("dashboards", "0005_lists_of_practices_and_bookmarks"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreparedRun",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="prepared",
                        serialize=False,
                        to="indicators.run",
                    ),
                ),
                ("definitions", models.BinaryField()),
                ("own_levels", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PreparedRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "run",
                        "practice",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("content", models.BinaryField()),
                (
                    "practice",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="practices.practice",
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
        # Numbers do not get smaller; pressing them costs every reader the time to unpack them.
        migrations.RunSQL(
            "ALTER TABLE dashboards_preparedrow ALTER COLUMN content SET STORAGE EXTERNAL",
            migrations.RunSQL.noop,
        ),
    ]
