"""The arithmetic: arrays in, arrays out.

This package imports numpy, scipy.special and the standard library, and nothing else: no framework,
no database, no clock. Arrays are float64 and NaN means missing; codes are int8 arrays of the enums
in `types`. What is missing stays missing: no function here turns it into a zero.
"""
