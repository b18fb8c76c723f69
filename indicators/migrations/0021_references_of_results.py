"""What results refer to is checked once per part, and by what would take it away.

Adding two foreign keys to a part's table locks practices and definitions until the run ends, and
looks at each row of a million twice; the ids are few, and known (docs/adr/0025, 0029).
"""

from django.db import migrations

CHECKED = """
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT conrelid::regclass AS held, conname FROM pg_constraint
        WHERE contype = 'f' AND conparentid = 0 AND conrelid IN
            ('indicators_result'::regclass, 'indicators_certainty'::regclass)
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.held, one.conname);
    END LOOP;
END $$;
CREATE FUNCTION results_need_this_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    needed boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM indicators_result WHERE %I = $1)', TG_ARGV[0])
        INTO needed USING OLD.id;
    IF needed THEN
        RAISE EXCEPTION 'Row % of % is needed by results.', OLD.id, TG_TABLE_NAME
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER results_need_it AFTER DELETE ON indicators_definition
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION results_need_this_row('definition_id');
CREATE CONSTRAINT TRIGGER results_need_it AFTER DELETE ON practices_practice
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION results_need_this_row('practice_id');
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0020_area_values_are_chosen")]
    operations = [migrations.RunSQL(CHECKED)]
