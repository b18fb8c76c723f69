"""From a clone to a running site, with the standard library only.

Nothing here is imported by the product itself: only by `make`, `manage.py` and the test plugin.
"""
