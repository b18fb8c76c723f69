"""How fast, as ratios: `make bench` prints one JSON line per figure.

A bare time says more about the machine than about the product, so every figure is divided by
something measured, or allowed, on the same machine.
"""
