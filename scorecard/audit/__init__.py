"""The append-only trail: who did what to what, when and why."""
