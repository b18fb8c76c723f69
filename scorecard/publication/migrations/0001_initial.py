"""Editions: their rules, steps and frozen content."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# One table for each edition, filled bare and keyed afterwards, as the results of runs are.
FIGURES = """
CREATE TABLE publication_editionfigure (
    edition_id bigint NOT NULL REFERENCES publication_edition,
    practice_id bigint NOT NULL REFERENCES practices_practice,
    definition_id bigint NOT NULL REFERENCES indicators_definition,
    numerator double precision,
    denominator double precision,
    value double precision,
    lower double precision,
    upper double precision,
    own_benchmark double precision,
    rank integer CHECK (rank > 0),
    percentile double precision,
    band smallint NOT NULL,
    no_band smallint NOT NULL,
    comparison smallint NOT NULL,
    close boolean NOT NULL,
    modelled boolean NOT NULL,
    standing varchar(12) NOT NULL,
    standing_on date,
    standing_until date,
    text text NOT NULL,
    own_levels jsonb
) PARTITION BY LIST (edition_id);
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cards', '0009_what_practices_are_put_beside'),
        ('indicators', '0024_figures_that_do_not_count'),
        ('practices', '0003_atypical_from_when_to_when'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('introduction', models.TextField(blank=True)),
                ('reason', models.TextField(blank=True)),
                ('words', models.JSONField()),
                ('drafted_at', models.DateTimeField()),
                ('card_run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='cards.cardrun')),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='publication.edition')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-drafted_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='PublicationRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('levels', models.JSONField()),
                ('small_numbers', models.JSONField()),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cards.scorecard')),
            ],
            options={
                'ordering': ('-number',),
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='rules',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='publication.publicationrules'),
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.period')),
                ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cards.scorecard')),
            ],
        ),
        migrations.AddField(
            model_name='edition',
            name='release',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='publication.release'),
        ),
        migrations.CreateModel(
            name='EditionIndicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30)),
                ('name', models.CharField(max_length=300)),
                ('role', models.CharField(max_length=10)),
                ('weight', models.DecimalField(decimal_places=2, max_digits=5)),
                ('order', models.PositiveSmallIntegerField()),
                ('if_missing', models.CharField(blank=True, max_length=10)),
                ('capped', models.BooleanField()),
                ('benchmark', models.FloatField(blank=True, null=True)),
                ('benchmark_name', models.CharField(blank=True, max_length=200)),
                ('ranked_of', models.PositiveIntegerField(blank=True, null=True)),
                ('scatter', models.FloatField(blank=True, null=True)),
                ('period_levels', models.JSONField(blank=True, null=True)),
                ('definition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.definition')),
                ('domain', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cards.domain')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publication.edition')),
            ],
            options={
                'ordering': ('order',),
                'constraints': [models.UniqueConstraint(fields=('edition', 'definition'), name='one_indicator_once')],
            },
        ),
        migrations.CreateModel(
            name='EditionPractice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=300)),
                ('sort_key', models.CharField(max_length=300)),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('network_code', models.CharField(blank=True, max_length=12)),
                ('network_name', models.CharField(blank=True, max_length=300)),
                ('patients', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('atypical', models.CharField(blank=True, max_length=200)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publication.edition')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
            ],
            options={
                'ordering': ('sort_key', 'code'),
                'constraints': [models.UniqueConstraint(fields=('edition', 'practice'), name='a_practice_is_in_once'), models.UniqueConstraint(fields=('edition', 'code'), name='codes_in_an_edition_differ')],
            },
        ),
        migrations.CreateModel(
            name='EditionScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField(blank=True, null=True)),
                ('band', models.PositiveSmallIntegerField(choices=[(0, 'NONE'), (1, 'RED'), (2, 'AMBER'), (3, 'GREEN')])),
                ('reds', models.PositiveSmallIntegerField()),
                ('domain', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cards.domain')),
                ('edition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publication.edition')),
                ('practice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'practice', 'domain'), name='one_score_of_a_domain_in_an_edition', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='EditionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('step', models.CharField(choices=[('drafted', 'drafted'), ('in preview', 'in preview'), ('proposed', 'proposed'), ('approved', 'approved'), ('scheduled', 'scheduled'), ('published', 'published'), ('corrected', 'corrected'), ('withdrawn', 'withdrawn'), ('given up', 'given up')], max_length=10)),
                ('at', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('details', models.JSONField(blank=True, default=dict)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='publication.edition')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('number',),
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='steps_are_numbered'), models.UniqueConstraint(condition=models.Q(('step__in', ('drafted', 'published', 'corrected', 'withdrawn'))), fields=('edition', 'step'), name='an_edition_is_published_once'), models.CheckConstraint(condition=models.Q(models.Q(('step', 'approved'), _negated=True), models.Q(('by__isnull', False), ('proposed_by__isnull', False), models.Q(('by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='somebody_else_approves'), models.CheckConstraint(condition=models.Q(models.Q(('step__in', ('in preview', 'scheduled')), _negated=True), ('until__isnull', False), _connector='OR'), name='a_preview_and_a_schedule_have_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('step', 'withdrawn'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='a_withdrawal_says_why')],
            },
        ),
        migrations.AddConstraint(
            model_name='publicationrules',
            constraint=models.UniqueConstraint(fields=('scorecard', 'number'), name='rules_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(fields=('scorecard', 'period'), name='one_release_per_scorecard_and_period'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('release', 'number'), name='editions_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('corrects__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_correction_says_why'),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FIGURES, 'DROP TABLE publication_editionfigure')],
            state_operations=[
        migrations.CreateModel(
            name='EditionFigure',
            fields=[
                ('pk', models.CompositePrimaryKey('edition', 'practice', 'definition', blank=True, editable=False, primary_key=True, serialize=False)),
                ('numerator', models.FloatField(blank=True, null=True)),
                ('denominator', models.FloatField(blank=True, null=True)),
                ('value', models.FloatField(blank=True, null=True)),
                ('lower', models.FloatField(blank=True, null=True)),
                ('upper', models.FloatField(blank=True, null=True)),
                ('own_benchmark', models.FloatField(blank=True, null=True)),
                ('rank', models.PositiveIntegerField(blank=True, null=True)),
                ('percentile', models.FloatField(blank=True, null=True)),
                ('band', models.PositiveSmallIntegerField(choices=[(0, 'NONE'), (1, 'RED'), (2, 'AMBER'), (3, 'GREEN')])),
                ('no_band', models.PositiveSmallIntegerField(choices=[(0, 'BANDED'), (1, 'NO_DATA'), (2, 'NOT_RETURNED'), (3, 'NOT_APPLICABLE'), (4, 'TOO_FEW'), (5, 'SUPPRESSED'), (6, 'NO_COMPARISON'), (7, 'NOT_BANDED'), (8, 'WITHHELD'), (9, 'IMPOSSIBLE')])),
                ('comparison', models.PositiveSmallIntegerField(choices=[(0, 'NONE'), (1, 'BETTER'), (2, 'SIMILAR'), (3, 'WORSE'), (4, 'HIGHER'), (5, 'LOWER')])),
                ('close', models.BooleanField()),
                ('modelled', models.BooleanField()),
                ('standing', models.CharField(max_length=12)),
                ('standing_on', models.DateField(blank=True, null=True)),
                ('standing_until', models.DateField(blank=True, null=True)),
                ('text', models.TextField(blank=True)),
                ('own_levels', models.JSONField(blank=True, null=True)),
                ('definition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.definition')),
                ('edition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publication.edition')),
                ('practice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
            ],
        ),
            ],
        ),
    ]
