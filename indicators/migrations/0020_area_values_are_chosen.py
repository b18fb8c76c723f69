"""Which value of the area practices are compared with, as somebody chose it: rows are added."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0019_bands_beside_a_run"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="benchmarkvalue",
            name="area",
            field=models.CharField(
                choices=[("england", "England"), ("region", "the region"), ("area", "the area")],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="AreaChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("pooled", "what the figures held here add up to"),
                            ("published", "the published value"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("chosen_at", models.DateTimeField()),
                (
                    "chosen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="indicators.indicator"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="indicators.period"
                    ),
                ),
            ],
            options={
                "ordering": ("-chosen_at", "-id"),
            },
        ),
    ]
