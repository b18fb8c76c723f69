"""The stamp, and the first tables that count it up."""

from django.db import migrations, models

from scorecard.publication.watching import watched

# The first number is taken from the clock: after the row was lost none comes twice.
CHANGED = """
CREATE FUNCTION publication_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO publication_stamp AS held (id, number)
    VALUES (1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
    ON CONFLICT (id) DO UPDATE SET number = held.number + 1;
    RETURN NULL;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0004_what_the_public_reads"),
        ("practices", "0003_atypical_from_when_to_when"),
    ]

    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="there_is_one_stamp")
                ],
            },
        ),
        migrations.RunSQL(CHANGED, "DROP FUNCTION publication_changed()"),
        watched("publication_editionstep"),
        watched("practices_commissioner"),
    ]
