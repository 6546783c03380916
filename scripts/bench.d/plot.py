"""Draws recall against queries per second, a panel for each index and way to search, as an SVG.

The same points give the same bytes. Texts and frames follow the reader's light or dark mode.
"""

import io

import matplotlib
from curves import frontier
from matplotlib import pyplot
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

INK, DARK_INK = "#1f2328", "#e6edf3"
GRID, DARK_GRID = "#d1d9e0", "#3d444d"
# Of about the same contrast on white and on black.
COLOURS = ("#1a7ff0", "#d9640d", "#2e9e4f", "#a45de0", "#8a7a2e")
MARKERS = "os^Dv"
# Where better is to be had, nobody asks for less than the least.
USUAL_RECALL, LEAST_RECALL = 0.8, 0.5
PANEL_INCHES = (4.6, 2.9)
DARK_MODE = f"""<style>
@media (prefers-color-scheme: dark) {{
  [style*="fill: {INK}"] {{ fill: {DARK_INK} !important }}
  [style*="stroke: {INK}"] {{ stroke: {DARK_INK} !important }}
  [style*="stroke: {GRID}"] {{ stroke: {DARK_GRID} !important }}
}}
</style>
"""
STYLE = {
    "svg.hashsalt": "elanus",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GRID,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": GRID,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.linewidth": 1.6,
    "lines.markersize": 3.6,
}


def short(value, _):
    for unit, name in ((1_000_000, "M"), (1000, "k")):
        if value >= unit:
            return f"{value / unit:g}{name}"
    return f"{value:g}"


def panel(axes, name, lines, looks):
    for tool, settings in lines.items():
        best = sorted(frontier(settings), key=lambda point: point.recall)
        colour, marker = looks[tool]
        axes.plot(
            [point.recall for point in best],
            [point.qps for point in best],
            color=colour,
            marker=marker,
        )
    reached = [point.recall for settings in lines.values() for point in settings]
    if max(reached) > USUAL_RECALL:
        axes.set_xlim(left=max(min(reached) - 0.01, LEAST_RECALL))
    axes.set_title(name, fontsize=9, loc="left")
    axes.set_yscale("log")
    # Where speeds span little, the powers of ten alone would leave an axis without numbers.
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(FuncFormatter(short))
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_tick_params(which="minor", length=0)
    axes.grid(which="major", linewidth=0.6)
    axes.set_axisbelow(True)


def draw(curves, path):
    """curves: {index: {way to search: {tool: points}}}"""
    matplotlib.use("svg")
    ways = list(dict.fromkeys(way for by_way in curves.values() for way in by_way))
    tools = list(dict.fromkeys(tool for by in curves.values() for lines in by.values() for tool in lines))
    looks = dict(zip(tools, zip(COLOURS, MARKERS)))
    with pyplot.rc_context(STYLE):
        width, height = PANEL_INCHES[0] * len(ways), PANEL_INCHES[1] * len(curves) + 0.4
        figure, grid = pyplot.subplots(
            len(curves), len(ways), figsize=(width, height), squeeze=False, layout="constrained"
        )
        for row, (index, by_way) in zip(grid, curves.items()):
            for axes, way in zip(row, ways):
                if way in by_way:
                    panel(axes, f"{index}, {way}", by_way[way], looks)
                else:
                    axes.set_visible(False)
            row[0].set_ylabel("queries/s")
        for axes in grid[-1]:
            axes.set_xlabel("recall@10")
        handles = [
            pyplot.Line2D([], [], color=colour, marker=marker, label=tool)
            for tool, (colour, marker) in looks.items()
        ]
        figure.legend(
            handles=handles, loc="outside upper left", ncols=len(handles), frameon=False
        )
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        pyplot.close(figure)
    head, tag, rest = drawn.getvalue().partition("<defs>")
    with open(path, "w", encoding="utf-8") as file:
        file.write(head + DARK_MODE + tag + rest)
