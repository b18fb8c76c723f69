"""What a part was judged by stays with it; a run whose results are gone says so."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0017_certainty_is_a_second_pass"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartInputs",
            fields=[
                (
                    "part",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="inputs",
                        serialize=False,
                        to="indicators.runpart",
                    ),
                ),
                ("code_version", models.CharField(max_length=40)),
                ("content", models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name="run",
            name="pruned_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="rundefinition",
            name="inputs_hash",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
