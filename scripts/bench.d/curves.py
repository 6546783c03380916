"""What the searches of a measurement say: speed against recall, and the speed at a recall."""

import math
import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """Medians of one setting over the rounds."""

    parameters: tuple
    qps: float
    halves: tuple  # the recall of queries 0, 2, 4, ... and that of queries 1, 3, 5, ...

    @property
    def recall(self):
        return statistics.mean(self.halves)


def points(lines):
    """The settings among the lines of one tool's searches."""
    by_setting = {}
    for line in lines:
        by_setting.setdefault(tuple(line["parameters"].items()), []).append(line)
    fields = ("qps", "recall_even", "recall_odd")
    found = []
    for setting, some in by_setting.items():
        qps, *halves = (statistics.median(line[field] for line in some) for field in fields)
        found.append(Point(setting, qps, tuple(halves)))
    return found


def frontier(settings, recall=lambda point: point.recall):
    """The settings that no other beats in recall and speed, by rising recall."""
    best = []
    for point in sorted(settings, key=lambda some: (-recall(some), -some.qps)):
        if not best or point.qps > best[-1].qps:
            best.append(point)
    return best[::-1]


def chosen(settings, wanted, half):
    """(queries per second, recall) between the two settings around a recall, or None outside of them.

    Which two, and where between them, the recall of one half of the queries says, and the other half says the
    recall that is reported. Speeds lie on a line as logarithms.
    """
    best = frontier(settings, lambda point: point.halves[half])
    for low, high in zip(best, best[1:]):
        if low.halves[half] <= wanted <= high.halves[half]:
            part = (wanted - low.halves[half]) / (high.halves[half] - low.halves[half])
            logarithm = math.log(low.qps) + part * (math.log(high.qps) - math.log(low.qps))
            found, more = low.halves[1 - half], high.halves[1 - half]
            return math.exp(logarithm), found + part * (more - found)
    return None


def at_recall(settings, wanted):
    """(queries per second, recall) at a recall, or None where the settings do not reach it.

    The settings are chosen by each half of the queries in turn: both figures are means of the two.
    """
    both = [chosen(settings, wanted, half) for half in (0, 1)]
    if None in both:
        return None
    speeds, recalls = zip(*both)
    return statistics.geometric_mean(speeds), statistics.mean(recalls)
