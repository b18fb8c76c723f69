"""The second pass says when it has ended, and which bands are too close to call."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0016_urgent_limits_and_signals"),
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
