"""The second pass says when it has ended, and which bands are too close to call."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0013_results_in_parts"),
    ]

    operations = [
        migrations.AddField(
            model_name="certainty",
            name="too_close",
            field=models.BooleanField(default=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="runpart",
            name="certain_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
