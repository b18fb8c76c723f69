"""National files: how each is laid out (profiles/*.toml) and how it is read. Pure."""

import os

# Before Arrow is loaded, since parts of it take their memory from the pool it starts with. Its own
# choice takes a gigabyte at once, which leaves nothing of the limit that a file is read under.
os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
