"""What a score refers to is checked once per statement, as with figures (docs/adr/0025).

A national run writes a hundred thousand scores. The key of run, practice and domain finds those
of a run and those of a practice in it; no other index is needed to write or to read them but that
of domains, which drafts drop.
"""

import django.db.models.deletion
from django.db import migrations, models

CHECKED = """
CREATE OR REPLACE FUNCTION rows_are_there(parent regclass, wanted bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    EXECUTE format(
        'SELECT count(*) FROM (SELECT FROM %s WHERE id = ANY ($1) ORDER BY id FOR KEY SHARE) held',
        parent
    ) INTO found USING wanted;
    IF found < cardinality(array_remove(wanted, NULL)) THEN
        RAISE EXCEPTION 'A row refers to a row of % that is not there.', parent
            USING ERRCODE = 'foreign_key_violation';
    END IF;
END $$;
CREATE FUNCTION scores_refer_to_what_is_there() RETURNS trigger
LANGUAGE plpgsql SET jit = off AS $$
BEGIN
    PERFORM rows_are_there('cards_cardrun', (SELECT array_agg(DISTINCT card_run_id) FROM new));
    PERFORM rows_are_there('cards_domain', (SELECT array_agg(DISTINCT domain_id) FROM new));
    PERFORM rows_are_there('practices_practice', (SELECT array_agg(practice_id)
        FROM (SELECT DISTINCT practice_id FROM new) given));
    RETURN NULL;
END $$;
CREATE TRIGGER references_are_checked AFTER INSERT ON cards_score REFERENCING NEW TABLE AS new
    FOR EACH STATEMENT EXECUTE FUNCTION scores_refer_to_what_is_there();
CREATE FUNCTION scores_need_this_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    needed boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM cards_score WHERE %I = $1)', TG_ARGV[0])
        INTO needed USING OLD.id;
    IF needed THEN
        RAISE EXCEPTION 'Row % of % is needed by scores.', OLD.id, TG_TABLE_NAME
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER scores_need_it AFTER DELETE ON cards_cardrun DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION scores_need_this_row('card_run_id');
CREATE CONSTRAINT TRIGGER scores_need_it AFTER DELETE ON cards_domain DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION scores_need_this_row('domain_id');
CREATE CONSTRAINT TRIGGER scores_need_it AFTER DELETE ON practices_practice
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION scores_need_this_row('practice_id');
"""
UNCHECKED = """
DROP TRIGGER scores_need_it ON cards_cardrun;
DROP TRIGGER scores_need_it ON cards_domain;
DROP TRIGGER scores_need_it ON practices_practice;
DROP FUNCTION scores_need_this_row;
DROP TRIGGER references_are_checked ON cards_score;
DROP FUNCTION scores_refer_to_what_is_there;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cards", "0005_releases_count_open_queries"),
        ("indicators", "0010_references_checked_by_statement"),
    ]
    operations = [
        migrations.AlterField(
            "score",
            "card_run",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scores",
                to="cards.cardrun",
            ),
        ),
        migrations.AlterField(
            "score",
            "practice",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="practices.practice",
            ),
        ),
        migrations.AlterField(
            "score",
            "domain",
            models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="cards.domain",
            ),
        ),
        migrations.RunSQL(CHECKED, UNCHECKED),
    ]
