"""National files: how each is laid out (profiles/*.toml) and how it is read. Pure."""
