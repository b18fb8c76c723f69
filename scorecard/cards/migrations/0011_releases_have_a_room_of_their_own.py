"""The releases of earlier development versions go; editions are frozen in scorecard.publication."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("cards", "0010_the_area_is_told_of_enough_practices"),
        ("dashboards", "0009_digests_of_editions"),
    ]

    operations = [
        migrations.DeleteModel(name="ReleasePage"),
        migrations.DeleteModel(name="Approval"),
        migrations.DeleteModel(name="Withdrawal"),
        migrations.DeleteModel(name="Release"),
    ]
