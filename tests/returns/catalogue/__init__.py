"""Every bad file and every bad cell that a practice has sent or might send, by name.

`files` and `cells` are tables of cases, in the order and the words of what was asked for; `case`
says what may become of one; `containers` builds the bytes. `tests/returns/test_catalogue.py`
sends each of them the whole way.
"""
