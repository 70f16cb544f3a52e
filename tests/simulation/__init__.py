"""Weeks of Samspil in seconds: the real core, storage, delivery and render code under virtual time.

One seed is one run. `python -m tests.simulation --seed 3` plays it again, event for event.
"""
