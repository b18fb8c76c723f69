"""The demo: two invented areas, the same on every run.

`world.generate` makes everything from one seed without a database; `services` writes it through
the services the screens use, so a demo figure has the same history as a real one.
"""
