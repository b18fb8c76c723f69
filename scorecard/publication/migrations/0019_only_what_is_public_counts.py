"""The stamp goes up for what the public reads, and stays for drafts, previews and all other work.

Whoever could see it go up (answers are made anew, so they take longer) would know of work that is
not public.
"""

from django.db import migrations

from scorecard.publication.watching import watched_where

# A trigger without an argument watches every row, as before.
CHANGED = """
CREATE OR REPLACE FUNCTION publication_changed() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    is_public boolean := TRUE;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW AND TG_LEVEL = 'ROW' THEN
        RETURN NULL;
    END IF;
    IF TG_NARGS > 0 THEN
        EXECUTE 'SELECT EXISTS (SELECT FROM publication_edition e
            JOIN publication_release r ON r.id = e.release_id
            JOIN cards_scorecard s ON s.id = r.scorecard_id
            WHERE e.public_detail > 0 AND ' || TG_ARGV[0] || ')'
        INTO is_public USING coalesce(NEW, OLD);
    END IF;
    IF is_public THEN
        INSERT INTO publication_stamp AS held (id, number)
        VALUES (1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
        ON CONFLICT (id) DO UPDATE SET number = held.number + 1;
    END IF;
    RETURN NULL;
END
$function$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION publication_changed() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    INSERT INTO publication_stamp AS held (id, number)
    VALUES (1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
    ON CONFLICT (id) DO UPDATE SET number = held.number + 1;
    RETURN NULL;
END
$function$;
"""
PUBLISHED = (
    "EXISTS (SELECT FROM publication_editionstep WHERE edition_id = e.id AND step = 'published')"
)
OF_THE_COMMENT = (
    "e.id = (SELECT edition_id FROM publication_practicecomment WHERE id = $1.comment_id)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("cards", "0004_scorecards_say_where_they_come_from"),
        ("practices", "0003_atypical_from_when_to_when"),
        ("publication", "0018_several_drafts_of_a_correction"),
    ]

    operations = [
        migrations.RunSQL(CHANGED, BEFORE),
        watched_where(
            "publication_editionstep",
            "e.id = $1.edition_id AND $1.step IN ('published', 'corrected', 'withdrawn')",
        ),
        watched_where("publication_practicecomment", f"e.id = $1.edition_id AND {PUBLISHED}"),
        watched_where("publication_commentdecision", f"{OF_THE_COMMENT} AND {PUBLISHED}"),
        watched_where("publication_commentremoval", f"{OF_THE_COMMENT} AND {PUBLISHED}"),
        # Nothing public hangs on one that is new, and one that is public cannot be deleted.
        watched_where(
            "practices_commissioner", f"s.commissioner_id = $1.id AND {PUBLISHED}", "UPDATE"
        ),
        watched_where("cards_scorecard", f"s.id = $1.id AND {PUBLISHED}", "UPDATE OF name"),
        watched_where("indicators_period", f"r.period_id = $1.id AND {PUBLISHED}", "UPDATE"),
    ]
