"""Editions that are frozen go on saying what they said: a whole is told where any score at all of
the domains with something hidden, and any of these figures red, leaves its band as it is."""

from django.db import migrations, models

_AS_BEFORE = """
WITH hidden AS (
    SELECT f.edition_id, f.practice_id, i.domain_id,
        bool_or(i.weight > 0) AS weighs, count(*) FILTER (WHERE i.weight > 0) AS reds
    FROM publication_editionfigure f
    JOIN publication_editionindicator i USING (edition_id, definition_id)
    WHERE f.no_band = 8 AND i.domain_id IS NOT NULL
    GROUP BY 1, 2, 3
), whole AS (
    SELECT s.edition_id, s.practice_id,
        sum(d.weight * CASE WHEN h.weighs THEN 0 ELSE s.score END) / nullif(sum(d.weight), 0) AS low,
        sum(d.weight * CASE WHEN h.weighs THEN 100 ELSE s.score END) / nullif(sum(d.weight), 0)
            AS high,
        coalesce(sum(h.reds), 0) AS reds
    FROM publication_editionscore s
    JOIN cards_domain d ON d.id = s.domain_id AND d.weight > 0
    LEFT JOIN hidden h USING (edition_id, practice_id, domain_id)
    WHERE s.score IS NOT NULL OR h.weighs
    GROUP BY 1, 2
)
UPDATE publication_editionscore s SET settled = true
FROM whole w, publication_edition e, cards_cardrun r, cards_cardversion v
WHERE w.edition_id = s.edition_id AND w.practice_id = s.practice_id AND s.domain_id IS NULL
    AND e.id = s.edition_id AND r.id = e.card_run_id AND v.id = r.version_id
    AND (v.overall_by = 'reds' OR (
        (w.low >= v.green_from) = (w.high >= v.green_from)
        AND (w.low < v.red_below) = (w.high < v.red_below)
    ))
    AND (v.overall_by = 'score' OR (
        (s.reds - w.reds >= v.reds_amber_from) = (s.reds + w.reds >= v.reds_amber_from)
        AND (s.reds - w.reds >= v.reds_red_from) = (s.reds + w.reds >= v.reds_red_from)
    ))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0014_comments_may_be_taken_off"),
        ("cards", "0011_releases_have_a_room_of_their_own"),
    ]

    operations = [
        migrations.AddField(
            model_name="editionscore",
            name="settled",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunSQL(_AS_BEFORE, migrations.RunSQL.noop),
    ]
