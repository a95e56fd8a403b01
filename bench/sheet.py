"""The workplan as a workbook of 500 rows beside openpyxl alone, which writes the same cells."""

import io
import statistics
import time
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook, load_workbook

TURNS = 7


def measured(client: Any) -> dict[str, Any]:
    """Milliseconds as medians of one run, in turn: the whole request with its queries, and openpyxl writing what it made."""
    book = _asked(client)
    cells = [
        [[cell.value for cell in row] for row in sheet.rows] for sheet in load_workbook(io.BytesIO(book)).worksheets
    ]
    times: dict[Callable[[], Any], list[float]] = {(lambda: _asked(client)): [], (lambda: _alone(cells)): []}
    for _ in range(TURNS):
        for act, taken in times.items():
            begun = time.perf_counter()
            act()
            taken.append((time.perf_counter() - begun) * 1000)
    ours, alone = (round(statistics.median(taken), 1) for taken in times.values())
    return {"rows": len(cells[0]) - 1, "ms": ours, "openpyxl_ms": alone, "ratio": round(ours / alone, 2)}


def _asked(client: Any) -> bytes:
    answer = client.get("/workplan/export/", secure=True)
    assert answer.status_code == 200, answer.content
    return bytes(answer.content)


def _alone(sheets: list[list[list[Any]]]) -> bytes:
    book = Workbook(write_only=True)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
