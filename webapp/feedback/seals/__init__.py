"""Seals: each day's answers of a pemda stand in a hash tree whose root is chained to the day before and published.

Whoever keeps a published root can prove later that no answer was changed, taken away, put in another place or cut off
the end; whoever holds a receipt can prove that her answer is in, without telling anybody what it was.
"""
