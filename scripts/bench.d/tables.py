"""The tables of a measurement: a row for each figure, a column for each tool, and the ratio to the best peer."""

import statistics

from curves import at_recall, points

OURS = "elanus"
RECALLS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99)
SHOWN_RECALLS = 3
FULLY_SHOWN = (1, 1000)  # batches that are shown at all of these recalls, others at the middle one
SWEEP = 3  # fewer settings than these are listed one by one


def unique(values):
    return list(dict.fromkeys(values))


def title(batch, threads):
    if batch == 1:
        return "one query at a time, 1 thread"
    return f"batches of {batch}, {threads} threads"


class Table:
    """What was measured of one index."""

    def __init__(self, lines, index):
        self.lines = [line for line in lines if line.get("index") == index]
        tools = unique(line["tool"] for line in self.lines)
        self.tools = sorted(tools, key=lambda tool: tool != OURS)
        self.index = index

    def cells(self, name, values, digits, less_is_better, notes=None):
        shown = ["-" if value is None else f"{value:.{digits}f}" for value in values]
        if notes:
            shown = [cell + note for cell, note in zip(shown, notes)]
        line = f"| {name} | {' | '.join(shown)} |"
        if len(self.tools) == 1:
            return line
        ours, peers = values[0], [value for value in values[1:] if value is not None]
        if ours is None or not peers or self.tools[0] != OURS:
            return line + " - |"
        ratio = min(peers) / ours if less_is_better else ours / max(peers)
        return f"{line} {ratio:.2f} |"

    def build_rows(self):
        for field, scale, digits, name in (
            ("seconds", 1, 2, "build, s"),
            ("cpu_s", 1, 2, "build, processor time, s"),
            ("peak_mb", 1, 0, "build, peak memory, MB"),
            ("bytes", 1e-6, 1, "index, MB"),
        ):
            values = []
            for tool in self.tools:
                found = [
                    line[field] * scale
                    for line in self.lines
                    if line["tool"] == tool and line["measure"] == "build" and field in line
                ]
                values.append(statistics.median(found) if found else None)
            if any(value is not None for value in values):
                yield self.cells(name, values, digits, True)

    def searches(self):
        """(batch, threads) and the points of each tool."""
        found = [line for line in self.lines if line["measure"] == "search"]
        for way in unique((line["batch"], line["threads"]) for line in found):
            yield way, [
                points(
                    line
                    for line in found
                    if line["tool"] == tool and (line["batch"], line["threads"]) == way
                )
                for tool in self.tools
            ]

    def search_rows(self):
        for way, by_tool in self.searches():
            if max(map(len, by_tool)) > SWEEP:
                yield from self.rows_at_recalls(way[0], title(*way), by_tool)
            else:
                yield from self.rows_of_settings(title(*way), by_tool)

    def rows_at_recalls(self, batch, name, by_tool):
        found = {wanted: [at_recall(some, wanted) for some in by_tool] for wanted in RECALLS}
        enough = min(2, len(self.tools))
        reached = [
            wanted for wanted in RECALLS if sum(one is not None for one in found[wanted]) >= enough
        ]
        shown = reached[-SHOWN_RECALLS:]
        for wanted in shown if batch in FULLY_SHOWN else shown[-2:][:1]:
            speeds = [one and one[0] for one in found[wanted]]
            notes = ["" if one is None else f" ({one[1]:.3f})" for one in found[wanted]]
            yield self.cells(f"{name}, recall@10 {wanted:.2f}, queries/s", speeds, 0, False, notes)

    def rows_of_settings(self, name, by_tool):
        for setting in unique(point.parameters for some in by_tool for point in some):
            same = [
                next((point for point in some if point.parameters == setting), None)
                for some in by_tool
            ]
            words = "".join(f", {key} {value}" for key, value in setting)
            speeds = [point and point.qps for point in same]
            notes = [f" ({point.recall:.3f})" if point else "" for point in same]
            yield self.cells(f"{name}{words}, queries/s", speeds, 0, False, notes)

    def __str__(self):
        several = len(self.tools) > 1
        head = [self.index, *self.tools] + ["ratio to the best peer"] * several
        return "\n".join(
            [f"| {' | '.join(head)} |", "|---" * len(head) + "|", *self.build_rows(), *self.search_rows()]
        )

    def curves(self):
        """{way: {tool: points}} of the ways that are fully shown, where there are enough points for a curve."""
        found = {}
        for way, by_tool in self.searches():
            if way[0] not in FULLY_SHOWN:
                continue
            lines = {tool: some for tool, some in zip(self.tools, by_tool) if len(some) > 1}
            if lines:
                found[title(*way)] = lines
        return found
