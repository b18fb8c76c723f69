import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0003_atypical_from_when_to_when"),
        ("publication", "0007_figures_without_references"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreviewNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_to", models.TextField(help_text="E-mail addresses, one per line.")),
                ("sent_at", models.DateTimeField()),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="publication.editionstep",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("step", "practice"), name="a_practice_is_told_of_a_preview_once"
                    )
                ],
            },
        ),
    ]
