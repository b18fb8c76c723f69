"""What frozen figures and scores refer to, other rows of their edition refer to as well.

Foreign keys would look at each of a million rows while the table is attached.
"""

import django.db.models.deletion
from django.db import migrations, models

DROPPED = """
DO $$
DECLARE
    one record;
BEGIN
    -- What waits to be checked at the end of a transaction keeps a table from being altered.
    SET CONSTRAINTS ALL IMMEDIATE;
    FOR one IN SELECT conrelid::regclass AS held, conname FROM pg_constraint
        WHERE contype = 'f' AND conparentid = 0 AND conrelid IN
            ('publication_editionfigure'::regclass, 'publication_editionscore'::regclass)
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.held, one.conname);
    END LOOP;
END $$;
"""


def loose(model, name, to, null=False):
    field = models.ForeignKey(
        null=null,
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=to,
    )
    return migrations.AlterField(model_name=model, name=name, field=field)


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
                loose("editionfigure", "edition", "publication.edition"),
                loose("editionfigure", "practice", "practices.practice"),
                loose("editionfigure", "definition", "indicators.definition"),
                loose("editionscore", "edition", "publication.edition"),
                loose("editionscore", "practice", "practices.practice"),
                loose("editionscore", "domain", "cards.domain", null=True),
            ],
        ),
    ]
