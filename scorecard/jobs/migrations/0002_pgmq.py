"""The message queue inside PostgreSQL: plain SQL shipped by the pgmq package, no extension.

Installed once for each database, whatever the broker, so that a change of broker needs no
migration. The script cannot be run twice, hence the lock and the guard.
"""

from django.db import migrations
from pgmq.install import get_embedded_install_sql

LOCK = 720_260_401  # any number, the same for everybody who installs


def install(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("SELECT to_regnamespace('pgmq') IS NULL")
        if cursor.fetchone()[0]:
            cursor.execute(get_embedded_install_sql())


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
