"""Accepted comments may be taken off; and whatever pages say that can change is watched."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from scorecard.publication.watching import watched


class Migration(migrations.Migration):
    dependencies = [
        ("cards", "0004_scorecards_say_where_they_come_from"),
        ("indicators", "0024_figures_that_do_not_count"),
        ("publication", "0013_letters_to_practices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CommentRemoval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removal",
                        to="publication.practicecomment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="a_comment_is_taken_off_with_a_reason",
                    )
                ],
            },
        ),
        watched("publication_commentremoval"),
        watched("publication_commentdecision"),
        watched("publication_practicecomment"),
        watched("cards_scorecard"),
        watched("indicators_period"),
    ]
