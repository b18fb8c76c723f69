"""Case studies say in which period the practice was green when they were accepted."""

from django.db import migrations, models

# Those accepted before are shown if they could be: by the newest run that has results.
_SAY = """
UPDATE dashboards_casestudystep step SET strong_in = found.name
FROM (
    SELECT DISTINCT ON (s.id) s.id, p.name, r.band
    FROM dashboards_casestudystep s
    JOIN dashboards_casestudy c ON c.id = s.case_study_id
    JOIN indicators_definition d ON d.indicator_id = c.indicator_id
    JOIN indicators_rundefinition rd ON rd.definition_id = d.id
    JOIN indicators_run run ON run.id = rd.run_id AND run.pruned_at IS NULL
    JOIN indicators_period p ON p.id = run.period_id
    JOIN indicators_result r ON r.part_id = rd.part_id AND r.definition_id = d.id
        AND r.practice_id = c.practice_id
    WHERE s.step = 'accepted'
    ORDER BY s.id, p.ends_on DESC, p.starts_on DESC, run.finished_at DESC
) found
WHERE step.id = found.id AND found.band = 3
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dashboards", "0007_prepared_columns_and_moves"),
        ("indicators", "0024_figures_that_do_not_count"),
    ]
    operations = [
        migrations.AddField(
            model_name="casestudystep",
            name="strong_in",
            field=models.CharField(blank=True, max_length=100, default=""),
            preserve_default=False,
        ),
        migrations.RunSQL(_SAY, migrations.RunSQL.noop),
    ]
