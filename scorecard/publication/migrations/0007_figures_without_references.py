"""What frozen figures refer to, their edition's rows of practices and indicators refer to as well.

Foreign keys would look at each of a million rows while the table is attached.
"""

import django.db.models.deletion
from django.db import migrations, models

DROPPED = """
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT conname FROM pg_constraint
        WHERE contype = 'f' AND conparentid = 0 AND conrelid = 'publication_editionfigure'::regclass
    LOOP
        EXECUTE format('ALTER TABLE publication_editionfigure DROP CONSTRAINT %I', one.conname);
    END LOOP;
END $$;
"""


def loose(name, to):
    field = models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=to,
    )
    return migrations.AlterField(model_name="editionfigure", name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [("publication", "0006_a_stamp_of_what_the_public_reads")]
    operations = [
        migrations.AddField(
            model_name="editionindicator",
            name="behind",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(DROPPED)],
            state_operations=[
                loose("edition", "publication.edition"),
                loose("practice", "practices.practice"),
                loose("definition", "indicators.definition"),
            ],
        ),
    ]
