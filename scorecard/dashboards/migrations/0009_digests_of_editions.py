"""News of a published edition in place of one of a release.

Releases drafted by earlier development versions are gone, and so is what was sent about them.
"""

import django.db.models.deletion
from django.db import migrations, models


def forget(apps, schema_editor):
    of_releases = apps.get_model("dashboards", "Digest").objects.filter(release__isnull=False)
    messages = apps.get_model("dashboards", "DigestMessage").objects
    messages.filter(digest__in=of_releases).delete()
    of_releases.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("dashboards", "0006_case_studies_stay_as_accepted"),
        ("publication", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="digest", name="one_digest_per_run"),
        migrations.RemoveField(model_name="digest", name="release"),
        migrations.AddField(
            model_name="digest",
            name="edition",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="publication.edition",
            ),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("edition__isnull", True)),
                fields=("card_run",),
                name="one_digest_per_run",
            ),
        ),
    ]
