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


def watched_where(table: str, public: str, when: str = "INSERT OR UPDATE OR DELETE") -> RunSQL:
    """In place of `watched`: only rows that the public reads count up the stamp.

    `public` is SQL of a row ($1) and an edition of which the public is told anything (`e`, its
    release `r`, the scorecard `s`). `when` may name columns: others are not read.
    """
    name = f"{table}_is_public"
    drop = f'DROP TRIGGER "{name}" ON "{table}";'
    return RunSQL(
        f'{drop} CREATE TRIGGER "{name}" AFTER {when} ON "{table}"'
        f" FOR EACH ROW EXECUTE FUNCTION publication_changed($${public}$$)",
        drop + str(watched(table).sql),
    )
