"""What the searches of a measurement say: speed against recall, and the speed at a recall."""

import math
import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """Medians of one setting over the rounds."""

    parameters: tuple
    qps: float
    tuning_recall: float  # of every other query: what settings are chosen by
    recall: float  # of the other queries: what is reported


def points(lines):
    """The settings among the lines of one tool's searches."""
    by_setting = {}
    for line in lines:
        by_setting.setdefault(tuple(line["parameters"].items()), []).append(line)
    fields = ("qps", "tuning_recall", "recall")
    return [
        Point(setting, *(statistics.median(line[field] for line in some) for field in fields))
        for setting, some in by_setting.items()
    ]


def frontier(settings):
    """The settings that no other beats in recall and speed, by rising recall."""
    best = []
    for point in sorted(settings, key=lambda some: (-some.tuning_recall, -some.qps)):
        if not best or point.qps > best[-1].qps:
            best.append(point)
    return best[::-1]


def at_recall(settings, wanted):
    """(queries per second, recall) between the two settings around a recall, or None outside of them.

    Which two, and where between them, the tuning recall says; speeds lie on a line as logarithms.
    """
    best = frontier(settings)
    for low, high in zip(best, best[1:]):
        if low.tuning_recall <= wanted <= high.tuning_recall:
            part = (wanted - low.tuning_recall) / (high.tuning_recall - low.tuning_recall)
            logarithm = math.log(low.qps) + part * (math.log(high.qps) - math.log(low.qps))
            return math.exp(logarithm), low.recall + part * (high.recall - low.recall)
    return None
