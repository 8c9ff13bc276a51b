"""The drawing of a flow: questions one below the other, as they are asked. Every way on starts at its answers inside the
box, so that no label can lie over a line; the ways to one question share one track on the left; verdicts stand on the right.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from assistant.interview.walks.graph import Node, Way

BOX, VERDICT, TRACK, GAP, LINE, PAD = 480, 210, 14, 26, 22, 10
_COLUMNS = 48  # half-width characters in a box's line
_INK, _FAINT, _PAPER = "#191919", "#595959", "#ffffff"


@dataclass(frozen=True, slots=True)
class _Placed:
    node: Node
    top: int
    title: list[str]
    ways: list[tuple[Way, int, list[str]]]  # way, the middle of its first line, its lines
    bottom: int


def svg(nodes: Sequence[Node], title: str) -> str:
    """Return the drawing as SVG text: presentation attributes alone, so that a strict content policy admits it."""
    placed = _place(nodes)
    tracks = _tracks(placed)
    left = TRACK * (max(tracks.values(), default=0) + 2)
    width, height = left + BOX + VERDICT + 2 * PAD, (placed[-1].bottom if placed else 0) + PAD
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="sans-serif" font-size="15" fill="{_INK}">',
        f"<title>{escape(title)}</title>",
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L10 5L0 10z" fill="{_FAINT}"/></marker></defs>',
    ]
    parts += _lines(placed, tracks, left)
    for box in placed:
        parts += _box(box, left)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _place(nodes: Sequence[Node]) -> list[_Placed]:
    found, top = [], PAD
    for node in nodes:
        title = _wrapped(f"{node.number}. {node.text}", _COLUMNS)
        y = top + PAD + LINE * len(title)
        ways = []
        for way in node.ways:
            lines = _wrapped(f"{way.answers} → {way.to or way.verdict}", _COLUMNS - 4)
            ways.append((way, y + LINE // 2, lines))
            y += LINE * len(lines)
        found.append(_Placed(node, top, title, ways, y + PAD))
        top = y + PAD + GAP
    return found


def _tracks(placed: Sequence[_Placed]) -> dict[int, int]:
    """Question → its track: the nearest one that no way to another question uses over the same stretch."""
    ends: dict[int, list[int]] = {}
    for box in placed:
        for way, y, _ in box.ways:
            if way.to:
                ends.setdefault(way.to, [placed[way.to - 1].top]).append(y)
    taken: list[list[tuple[int, int]]] = []
    tracks = {}
    for number, ys in sorted(ends.items(), key=lambda item: max(item[1]) - min(item[1])):
        span = (min(ys) - LINE, max(ys) + LINE)
        free = (i for i, spans in enumerate(taken) if all(span[1] < a or b < span[0] for a, b in spans))
        track = next(free, len(taken))
        if track == len(taken):
            taken.append([])
        taken[track].append(span)
        tracks[number] = track
    return tracks


def _lines(placed: Sequence[_Placed], tracks: dict[int, int], left: int) -> Iterable[str]:
    for box in placed:
        for way, y, _ in box.ways:
            if not way.to:
                continue
            x = left - TRACK * (tracks[way.to] + 1)
            arrive = placed[way.to - 1].top + PAD + LINE // 2
            yield (
                f'<path d="M{left} {y}H{x}V{arrive}H{left}" fill="none" stroke="{_FAINT}" stroke-width="1.5" '
                'marker-end="url(#tip)"/>'
            )


def _box(box: _Placed, left: int) -> Iterable[str]:
    yield (
        f'<rect x="{left}" y="{box.top}" width="{BOX}" height="{box.bottom - box.top}" rx="6" fill="{_PAPER}" '
        f'stroke="{_INK}"/>'
    )
    for i, line in enumerate(box.title):
        y = box.top + PAD + LINE * i + LINE * 3 // 4
        yield f'<text x="{left + PAD}" y="{y}" font-weight="bold">{escape(line)}</text>'
    for way, middle, lines in box.ways:
        for i, line in enumerate(lines):
            yield f'<text x="{left + 3 * PAD}" y="{middle + LINE * i + 5}">{escape(line)}</text>'
        if way.to:
            yield f'<circle cx="{left}" cy="{middle}" r="3" fill="{_FAINT}"/>'
        else:
            yield from _verdict(way.verdict, left + BOX, middle)


def _verdict(words: str, x: int, middle: int) -> Iterable[str]:
    yield f'<path d="M{x} {middle}H{x + 16}" stroke="{_FAINT}" stroke-width="1.5" marker-end="url(#tip)"/>'
    yield (
        f'<rect x="{x + 18}" y="{middle - 10}" width="{VERDICT - 24}" height="20" rx="10" fill="{_PAPER}" '
        f'stroke="{_INK}" stroke-dasharray="4 2"/>'
    )
    yield f'<text x="{x + 28}" y="{middle + 5}" font-size="13">{escape(words)}</text>'


def _wrapped(text: str, columns: int) -> list[str]:
    """Lines of at most so many half-width columns; breaks between words of Latin script, anywhere in Chinese."""
    lines, line = [], ""
    for word in _words(text):
        if _width(line + word) > columns and line:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _words(text: str) -> Iterable[str]:
    word = ""
    for char in text:
        if unicodedata.east_asian_width(char) in "WF":
            if word:
                yield word
                word = ""
            yield char
        else:
            word += char
            if char == " ":
                yield word
                word = ""
    if word:
        yield word


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
