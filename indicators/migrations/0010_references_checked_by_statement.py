"""What a figure refers to is checked once per statement, not five times per row.

A million figures come in one COPY. With foreign keys the database looks up each reference of each
row, which takes several times as long as everything else. These triggers promise the same: no
figure without its practice, indicator, period, file and person, and none of them goes or gets
another number while a figure needs it. Rows referred to are locked as a foreign key locks them.
"""

from django.conf import settings
from django.db import migrations

PARENTS = {
    "practice_id": "practices_practice",
    "indicator_id": "indicators_indicator",
    "period_id": "indicators_period",
    "file_id": "indicators_receivedfile",
    "recorded_by_id": "accounts_user",
}

CHECK = """
CREATE FUNCTION rows_are_there(parent regclass, wanted bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    EXECUTE format(
        'SELECT count(*) FROM (SELECT FROM %s WHERE id = ANY ($1) ORDER BY id FOR KEY SHARE) held',
        parent
    ) INTO found USING wanted;
    IF found < cardinality(array_remove(wanted, NULL)) THEN
        RAISE EXCEPTION 'A figure refers to a row of % that is not there.', parent
            USING ERRCODE = 'foreign_key_violation';
    END IF;
END $$;

CREATE FUNCTION figures_refer_to_what_is_there() RETURNS trigger
LANGUAGE plpgsql SET jit = off SET work_mem = '16MB' AS $$
DECLARE
    practices bigint[];
    indicators bigint[];
    periods bigint[];
    files bigint[];
    people bigint[];
BEGIN
    SELECT array_agg(practice_id) INTO practices
    FROM (SELECT DISTINCT practice_id FROM new_figures) given;
    -- These few together, since there are few of each.
    SELECT array_agg(DISTINCT indicator_id), array_agg(DISTINCT period_id),
        array_agg(DISTINCT file_id), array_agg(DISTINCT recorded_by_id)
    INTO indicators, periods, files, people
    FROM (SELECT DISTINCT indicator_id, period_id, file_id, recorded_by_id FROM new_figures) given;
    PERFORM rows_are_there('practices_practice', practices);
    PERFORM rows_are_there('indicators_indicator', indicators);
    PERFORM rows_are_there('indicators_period', periods);
    PERFORM rows_are_there('indicators_receivedfile', files);
    PERFORM rows_are_there('accounts_user', people);
    RETURN NULL;
END $$;
CREATE TRIGGER references_are_checked AFTER INSERT ON indicators_figure
    REFERENCING NEW TABLE AS new_figures
    FOR EACH STATEMENT EXECUTE FUNCTION figures_refer_to_what_is_there();

CREATE FUNCTION figures_stay_in_their_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A figure keeps its practice, indicator, period, file and person.'
        USING ERRCODE = 'foreign_key_violation';
END $$;
CREATE TRIGGER places_stay
    BEFORE UPDATE OF practice_id, indicator_id, period_id, file_id, recorded_by_id
    ON indicators_figure FOR EACH ROW
    WHEN ((OLD.practice_id, OLD.indicator_id, OLD.period_id, OLD.file_id, OLD.recorded_by_id)
        IS DISTINCT FROM
        (NEW.practice_id, NEW.indicator_id, NEW.period_id, NEW.file_id, NEW.recorded_by_id))
    EXECUTE FUNCTION figures_stay_in_their_place();

CREATE FUNCTION figures_need_this_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    needed boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM indicators_figure WHERE %I = $1)', TG_ARGV[0])
        INTO needed USING OLD.id;
    IF needed THEN
        RAISE EXCEPTION 'Row % of % is needed by figures.', OLD.id, TG_TABLE_NAME
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
"""

KEEP = """
CREATE TRIGGER figures_need_it AFTER DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION figures_need_this_row('{column}');
CREATE TRIGGER figures_need_its_number AFTER UPDATE OF id ON {table}
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION figures_need_this_row('{column}');
"""

LET_GO = """
DROP TRIGGER figures_need_it ON {table};
DROP TRIGGER figures_need_its_number ON {table};
"""

UNCHECK = """
DROP FUNCTION figures_need_this_row;
DROP TRIGGER places_stay ON indicators_figure;
DROP FUNCTION figures_stay_in_their_place;
DROP TRIGGER references_are_checked ON indicators_figure;
DROP FUNCTION figures_refer_to_what_is_there;
DROP FUNCTION rows_are_there;
"""


def for_each_parent(statements: str) -> str:
    return "".join(statements.format(table=t, column=c) for c, t in PARENTS.items())


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0009_figures_in_bulk"),
        ("practices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunSQL(CHECK + for_each_parent(KEEP), for_each_parent(LET_GO) + UNCHECK)
    ]
