"""Only drafts drop domains, and a draft has no runs: what scores need of them is asked by runs.

An index of domains cost a fifth of writing the scores of a nation, and nobody reads by it.
"""

import django.db.models.deletion
from django.db import migrations, models

ASKED = """
CREATE FUNCTION scores_need_this_domain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM cards_cardrun run JOIN cards_score score ON score.card_run_id = run.id
        WHERE run.version_id = OLD.version_id AND score.domain_id = OLD.id
    ) THEN
        RAISE EXCEPTION 'Row % of % is needed by scores.', OLD.id, TG_TABLE_NAME
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER scores_need_it ON cards_domain;
CREATE CONSTRAINT TRIGGER scores_need_it AFTER DELETE ON cards_domain DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION scores_need_this_domain();
"""
BEFORE = """
DROP TRIGGER scores_need_it ON cards_domain;
DROP FUNCTION scores_need_this_domain;
CREATE CONSTRAINT TRIGGER scores_need_it AFTER DELETE ON cards_domain DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION scores_need_this_row('domain_id');
"""


class Migration(migrations.Migration):
    dependencies = [("cards", "0006_scores_in_bulk")]
    operations = [
        migrations.AlterField(
            "score",
            "domain",
            models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                to="cards.domain",
            ),
        ),
        migrations.RunSQL(ASKED, BEFORE),
    ]
