"""What WeasyPrint leaves out of a tagged PDF."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def finish(pages: bytes) -> bytes:
    """Give each header cell the scope it has in its table, and fix the bytes."""
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        for node, in_head in _structure(pdf):
            if node.get("/S") == Name.TH:
                _set_scope(node, Name.Column if in_head else Name.Row)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _set_scope(node: Any, scope: Name) -> None:
    given = node.get("/A")
    if isinstance(given, Dictionary) and given.get("/O") == Name.Table:
        given.Scope = scope
        return
    before = [] if given is None else list(given) if isinstance(given, Array) else [given]
    node.A = Array([*before, Dictionary(O=Name.Table, Scope=scope)])


def _structure(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, bool]]:
    """Every element of the structure, and whether it stands in the head of a table."""
    waiting: list[tuple[Any, bool]] = [(pdf.Root.StructTreeRoot, False)]
    while waiting:
        node, in_head = waiting.pop()
        kind = node.get("/S")
        in_head = kind == Name.THead or (in_head and kind != Name.TBody)
        yield node, in_head
        children = node.get("/K")
        waiting += [
            (child, in_head)
            for child in (children if isinstance(children, Array) else [children])
            if isinstance(child, Dictionary)
        ]


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)
