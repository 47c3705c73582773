"""Drawings as SVG in the colours of the page.

Not by a chart library: Vega-Lite's bundle adds 0.9 MB of JavaScript to every file and plotly's 4.8 MB
(vl-convert-python 1.9, plotly 7.1), and neither makes bars and their passages accessible to keyboards and
screen readers. Tables with bars and shades are, print well, and need no script; only three drawings
remain. All text in them is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from markupsafe import Markup, escape

WIDTH, HEIGHT = 960, 600  # of a network, in units of its SVG
_EDGE = 40
_WIDEST = 80  # of a column: two years are no billboards
_ROUNDS = 200  # in which labels are moved apart
_MIDDLE = ""  # a node that is not drawn and ties all others a little, so that parts stay near
_GRAVITY = 0.12
_LARGEST = 22  # radius of the heaviest node


def columns(values: Sequence[tuple[str, int, str]], caption: str) -> Markup:
    """A bar chart: for each bar its name, value and link.

    >>> str(columns([("2024", 3, "#a")], "Years")).count("<rect")
    1
    """
    high, wide, foot = 150, 720.0, 26
    most = max(n for _, n, _ in values)
    step = min(wide / len(values), _WIDEST)
    wide = max(step * len(values), _WIDEST)
    every = max(1, -(-len(values) * 38 // wide))  # names that have room
    parts = []
    for at, (name, n, link) in enumerate(values):
        tall = max(1.5, (high - 20) * n / most) if n else 0
        x = at * step
        shown = (
            f'<text class="n" x="{x + step / 2:.1f}" y="{high - tall - 5:.1f}">{n:,}</text>'
            if step > 22
            else ""
        )
        label = (
            f'<text x="{x + step / 2:.1f}" y="{high + 17}">{escape(name)}</text>' if at % every == 0 else ""
        )
        parts.append(
            f'<a href="{escape(link)}"><title>{escape(name)}: {n:,}</title>'
            f'<rect x="{x + step * 0.12:.1f}" y="{high - tall:.1f}" width="{step * 0.76:.1f}" '
            f'height="{tall:.1f}"/>{shown}{label}</a>'
        )
    return Markup(
        f'<svg class="columns" viewBox="0 0 {wide:.0f} {high + foot}" role="group" '
        f'style="width:{wide / 16:.1f}rem" aria-label="{escape(caption)}">{"".join(parts)}</svg>'
    )


def sparkline(values: Sequence[float]) -> Markup:
    """A curve of values over time, hidden from screen readers: the numbers stand beside it."""
    wide, high = 130, 26
    most = max(values) or 1
    step = wide / max(len(values) - 1, 1)
    points = [
        f"{at * step:.1f},{high - 2 - (high - 4) * value / most:.1f}" for at, value in enumerate(values)
    ]
    area = f"0,{high} {' '.join(points)} {wide},{high}"
    return Markup(
        f'<svg class="spark" viewBox="0 0 {wide} {high}" aria-hidden="true" preserveAspectRatio="none">'
        f'<polygon points="{area}"/><polyline points="{" ".join(points)}"/></svg>'
    )


class Node(NamedTuple):
    """A node of a network to be drawn: its name, weight, cluster and link."""

    name: str
    weight: float
    cluster: int
    link: str


Tie = tuple[str, str, float]  # two nodes and how strongly they are tied


def network(nodes: Sequence[Node], ties: Sequence[Tie], caption: str) -> Markup:
    """A network: nodes as circles with their names, edges as lines, force-directed. Needs networkx."""
    places = _places(nodes, ties)
    most = max(strength for _, _, strength in ties)
    lines = []
    for one, other, strength in ties:
        (x, y), (x2, y2) = places[one], places[other]
        width = 0.8 + 4 * strength / most
        lines.append(
            f'<line x1="{x:.0f}" y1="{y:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke-width="{width:.1f}"/>'
        )
    circles = []
    for node in nodes:
        x, y = places[node.name]
        radius = _radius(node, nodes)
        circles.append(
            f'<a href="#{node.link}" class="k{(node.cluster - 1) % 6}"><circle cx="{x:.0f}" cy="{y:.0f}" '
            f'r="{radius:.0f}"/><text x="{x:.0f}" y="{y + radius + 14:.0f}">{escape(node.name)}</text></a>'
        )
    return Markup(
        f'<svg class="network" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{escape(caption)}">'
        f'<g class="ties">{"".join(lines)}</g>{"".join(circles)}</svg>'
    )


def _radius(node: Node, nodes: Sequence[Node]) -> float:
    most = max(other.weight for other in nodes)
    return 5 + (_LARGEST - 5) * float((node.weight / most) ** 0.5)


def _places(nodes: Sequence[Node], ties: Sequence[Tie]) -> Mapping[str, tuple[float, float]]:
    """The positions of nodes: a force-directed layout, then moved until names do not overlap."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(node.name for node in nodes)
    most = max(strength for _, _, strength in ties)
    graph.add_weighted_edges_from((one, other, 0.2 + strength / most) for one, other, strength in ties)
    graph.add_weighted_edges_from((_MIDDLE, node.name, _GRAVITY) for node in nodes)
    found = networkx.spring_layout(graph, k=1.6 / len(nodes) ** 0.5, iterations=300, seed=1)
    del found[_MIDDLE]
    xs, ys = [p[0] for p in found.values()], [p[1] for p in found.values()]
    places = {
        name: [_scaled(x, min(xs), max(xs), WIDTH), _scaled(y, min(ys), max(ys), HEIGHT)]
        for name, (x, y) in found.items()
    }
    boxes = {node.name: (_wide(node.name) + 8, 2 * _radius(node, nodes) + 22) for node in nodes}
    for _ in range(_ROUNDS):
        moved = sum(_part(places, boxes, one, other) for one, other in combinations(places, 2))
        if not moved:
            break
        for name, place in places.items():
            half = boxes[name][0] / 2
            place[0] = min(max(place[0], half), WIDTH - half)
            place[1] = min(max(place[1], _EDGE), HEIGHT - _EDGE)
    return {name: (x, y) for name, (x, y) in places.items()}


def _scaled(value: float, low: float, high: float, size: int) -> float:
    return _EDGE + (size - 2 * _EDGE) * (float(value - low) / float(high - low) if high > low else 0.5)


def _wide(name: str) -> float:
    """The approximate width of a name, in units of the drawing."""
    return sum(14 if ord(char) > 0x2E80 else 8 for char in name)


def _part(
    places: Mapping[str, list[float]], boxes: Mapping[str, tuple[float, float]], one: str, other: str
) -> bool:
    """Move two nodes a little apart if their boxes overlap, along the shorter axis."""
    a, b = places[one], places[other]
    over_x = (boxes[one][0] + boxes[other][0]) / 2 - abs(a[0] - b[0])
    over_y = (boxes[one][1] + boxes[other][1]) / 2 - abs(a[1] - b[1])
    if over_x <= 0 or over_y <= 0:
        return False
    axis, over = (0, over_x) if over_x < over_y else (1, over_y)
    push = min(over / 2 + 0.5, 6) * (1 if a[axis] <= b[axis] else -1)
    a[axis] -= push
    b[axis] += push
    return True
