"""The library of reflection prompts and themes: data files, read once and checked whole.

Here and not with the reflections, since the themes and a person's journal point at them too.
"""
