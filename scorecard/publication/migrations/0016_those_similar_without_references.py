"""Those similar to a practice are held by the edition's own row of it, as its figures are."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0003_atypical_from_when_to_when"),
        ("publication", "0009_practices_put_their_side"),
    ]

    operations = [
        migrations.AlterField(
            model_name="editionsimilar",
            name="edition",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="publication.edition",
            ),
        ),
        migrations.AlterField(
            model_name="editionsimilar",
            name="practice",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="practices.practice",
            ),
        ),
    ]
