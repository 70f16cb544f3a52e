"""A term of many teams in minutes: the real core, storage and delivery, plausible students, and no accidents.

It is played for `benchmarks/term.py` (`make term`), which makes the figures. One seed is one term, in however many
processes it is played.
"""
