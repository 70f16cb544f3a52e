"""Who gets which role at the least total cost, exactly. Pure numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def cheapest(costs: Sequence[Sequence[int]]) -> list[int]:
    """For each row the column it gets, each column at most once, at the least sum of `costs[row][column]`.

    There are at least as many columns as rows. The Hungarian method (Kuhn 1955, Munkres 1957) with
    potentials: rows are added one by one, each by the cheapest way of moving those before it.
    """
    rows, columns = len(costs), len(costs[0]) if costs else 0
    row_price, price = [0] * rows, [0] * (columns + 1)
    holder = [-1] * (columns + 1)  # of each column; the last column is where a new row waits
    for row in range(rows):
        holder[columns] = row
        reach: list[float | int] = [inf] * columns
        came_from = [columns] * columns
        done = [False] * (columns + 1)
        at = columns
        while holder[at] >= 0:
            done[at] = True
            own = holder[at]
            for column in range(columns):
                if not done[column]:
                    cost = costs[own][column] - row_price[own] - price[column]
                    if cost < reach[column]:
                        reach[column], came_from[column] = cost, at
            at = min((one for one in range(columns) if not done[one]), key=reach.__getitem__)
            step = int(reach[at])
            for column in range(columns + 1):
                if done[column]:
                    row_price[holder[column]] += step
                    price[column] -= step
                elif column < columns:
                    reach[column] -= step
        while at != columns:
            holder[at] = holder[came_from[at]]
            at = came_from[at]
    found = [0] * rows
    for column in range(columns):
        if holder[column] >= 0:
            found[holder[column]] = column
    return found
