"""What a rule computes over columns, as a graph: shared parts are found, named and computed once.

A rule repeats itself (the same comparison under two limits, the same amount in two figures), and ``pick`` needs its
parts several times. Nested into one expression that grows exponentially, and engines do not find it all again. So a
trace through ``Column`` yields nodes, equal nodes become one, and ``staged`` turns the graph into a few layers of named
columns, each built on those before it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

PREFIX = "__step"
_DTYPES: dict[str, Callable[[], Any]] = {"bool": nw.Boolean, "int": nw.Int64, "str": nw.String}


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One operation on other nodes; ``payload`` is what it needs besides them (a constant, a name, a table)."""

    op: str
    args: tuple["Node", ...] = ()
    payload: Any = None


def literal(value: Any) -> Node:
    """A constant."""
    return Node("literal", (), value)


def member(value: str, members: tuple[str, ...]) -> Node:
    """One member of an Enum."""
    return Node("member", (), (value, members))


def unknown(kind: str) -> Node:
    """Unknown in every row."""
    return Node("unknown", (), kind)


def is_unknown(x: Node) -> Node:
    """Whether a value is unknown."""
    return literal(False) if x.op == "literal" else Node("is_unknown", (x,))


def invert(x: Node) -> Node:
    """Kleene's not."""
    if x.op == "literal":
        return literal(not x.payload)
    return x.args[0] if x.op == "not" else Node("not", (x,))


def logic(decisive: bool, x: Node, y: Node) -> Node:
    """Kleene's or (``decisive`` True) and and (False)."""
    for one, other in ((x, y), (y, x)):
        if one.op == "literal":
            return one if one.payload is decisive else other
    return x if x is y else Node("or" if decisive else "and", (x, y))


def choose(condition: Node, yes: Node, no: Node, kind: str) -> Node:
    """``pick``: an unknown condition is harmless where both sides agree, and unknown elsewhere."""
    if condition.op == "literal":
        return yes if condition.payload else no
    if yes is no or (yes.op == no.op == "literal" and yes.payload == no.payload):
        return yes
    if kind != "bool":
        return Node("pick", (condition, yes, no))
    if yes.op == "literal":
        return logic(True, condition, no) if yes.payload else logic(False, invert(condition), no)
    if no.op == "literal":
        return logic(True, invert(condition), yes) if no.payload else logic(False, condition, yes)
    chosen = logic(True, logic(False, condition, yes), logic(False, invert(condition), no))
    return logic(True, chosen, logic(False, yes, no))


def when(condition: Node, then: Node, otherwise: Node) -> Node:
    """The engine's own choice: an unknown condition takes ``otherwise``. For words about results, never inside a rule."""
    if condition.op == "literal":
        return then if condition.payload else otherwise
    return Node("when", (condition, then, otherwise))


Build = Callable[[Node, list[nw.Expr]], nw.Expr]


def _literal(node: Node, parts: list[nw.Expr]) -> nw.Expr:
    whole = isinstance(node.payload, int) and not isinstance(node.payload, bool)
    return nw.lit(node.payload, nw.Int64()) if whole else nw.lit(node.payload)


def _pick(node: Node, parts: list[nw.Expr]) -> nw.Expr:
    # An engine's own when/then takes "otherwise" for an unknown condition; here that happens only where both sides
    # agree, and everything else stays null.
    condition, yes, no = parts
    surely = condition
    if not node.args[1].op == node.args[2].op == "literal":
        surely = condition | (yes == no)
    return nw.when(surely).then(yes).otherwise(nw.when(~condition).then(no))


def _lookup(node: Node, parts: list[nw.Expr]) -> nw.Expr:
    chosen: Any = None
    for key, value in node.payload:
        branch = nw.when(parts[0] == key).then(_literal(literal(value), []))
        chosen = branch if chosen is None else branch.otherwise(chosen)
    found: nw.Expr = chosen
    return found


def _part(node: Node, parts: list[nw.Expr]) -> nw.Expr:
    taken: nw.Expr = getattr(parts[0].dt, node.payload)()
    return taken.cast(nw.Int64())


_BUILD: dict[str, Build] = {
    "given": lambda node, parts: node.payload,
    "fact": lambda node, parts: nw.col(node.payload),
    "literal": _literal,
    "member": lambda node, parts: nw.lit(node.payload[0], nw.Enum(node.payload[1])),
    "unknown": lambda node, parts: nw.lit(None, _DTYPES[node.payload]()),
    "is_unknown": lambda node, parts: parts[0].is_null(),
    "not": lambda node, parts: ~parts[0],
    "and": lambda node, parts: parts[0] & parts[1],
    "or": lambda node, parts: parts[0] | parts[1],
    "apply": lambda node, parts: node.payload(parts[0], parts[1]),
    "floor": lambda node, parts: parts[0] // node.payload,
    "pick": _pick,
    "when": lambda node, parts: nw.when(parts[0]).then(parts[1]).otherwise(parts[2]),
    "lookup": _lookup,
    "one_of": lambda node, parts: parts[0].is_in(list(node.payload)),
    "part": _part,
}
# How often an operation uses its parts, where that is more than once.
_USES = {"pick": (2, 3, 2), "lookup": (2,)}
_LEAVES = {"given", "fact", "literal", "member", "unknown"}


def staged(outputs: Mapping[str, Node]) -> tuple[dict[str, nw.Expr], ...]:
    """Layers of named columns, each to be added before the next; the last holds ``outputs``."""
    merged = _merged(outputs.values())
    roots = {name: merged[id(node)] for name, node in outputs.items()}
    names = _names(roots.values())
    layers: dict[int, dict[str, nw.Expr]] = {}
    levels: dict[int, int] = {}

    def refer(node: Node) -> nw.Expr:
        return nw.col(names[id(node)]) if id(node) in names else build(node)

    def build(node: Node) -> nw.Expr:
        return _BUILD[node.op](node, [refer(arg) for arg in node.args])

    for node in _distinct(roots.values()):
        levels[id(node)] = max((levels[id(arg)] + (id(arg) in names) for arg in node.args), default=0)
        if id(node) in names:
            layers.setdefault(levels[id(node)], {})[names[id(node)]] = build(node)
    return (*(layers[level] for level in sorted(layers)), {name: refer(node) for name, node in roots.items()})


def _names(roots: Iterable[Node]) -> dict[int, str]:
    """Names for the nodes that are used more than once and worth a column of their own."""
    uses: Counter[int] = Counter(id(node) for node in roots)
    order = _distinct(roots)
    for node in order:
        for arg, times in zip(node.args, _USES.get(node.op, (1,) * len(node.args)), strict=True):
            uses[id(arg)] += times
    shared = [node for node in order if uses[id(node)] > 1 and node.op not in _LEAVES]
    return {id(node): f"{PREFIX}{number}" for number, node in enumerate(shared)}


def _distinct(roots: Iterable[Node]) -> list[Node]:
    """Every node once, parts before what is built of them."""
    found: dict[int, Node] = {}

    def visit(node: Node) -> None:
        if id(node) not in found:
            for arg in node.args:
                visit(arg)
            found[id(node)] = node

    for root in roots:
        visit(root)
    return list(found.values())


def _merged(roots: Iterable[Node]) -> dict[int, Node]:
    """For every node (by id) the one that stands for all that compute the same."""
    chosen: dict[int, Node] = {}
    known: dict[tuple[Any, ...], Node] = {}
    for node in _distinct(roots):
        args = tuple(chosen[id(arg)] for arg in node.args)
        # repr, since True and 1 are equal but not the same constant.
        key = (node.op, *map(id, args), id(node.payload) if node.op == "given" else repr(node.payload))
        chosen[id(node)] = known.setdefault(key, Node(node.op, args, node.payload))
    return chosen
