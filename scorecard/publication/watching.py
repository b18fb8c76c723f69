"""For migrations: tables whose changes may change what the public reads."""

from django.db.migrations import RunSQL


def watched(table: str) -> RunSQL:
    """Every statement that writes `table` counts up the stamp (models.Stamp)."""
    name = f"{table}_is_public"
    return RunSQL(
        f'CREATE TRIGGER "{name}" AFTER INSERT OR UPDATE OR DELETE ON "{table}"'
        " FOR EACH STATEMENT EXECUTE FUNCTION publication_changed()",
        f'DROP TRIGGER "{name}" ON "{table}"',
    )
