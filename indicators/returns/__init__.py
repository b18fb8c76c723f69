"""Reading what a practice sends. Pure: bytes and facts in, rows, problems and warnings out.

`formats` turns bytes into rows, `parsing` finds the headings and gives each cell a meaning,
`validation` holds the rows against what is due, `plausibility` warns, `check` does it all.
"""
