"""The database also refuses to empty the trail: TRUNCATE asks no trigger of rows."""

from django.db import migrations

FORBID = """
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
"""
ALLOW = "DROP TRIGGER audit_is_not_emptied ON audit_auditevent;"


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
