"""What was measured, in words, each beside what was aimed at."""

from __future__ import annotations

import os
from typing import Any

from bench import FLOOR_COLUMNS, FLOOR_ROWS
from script.stack.console import write

_PAGE = ("name", "ours_ms", "floor_ms", "ratio", "queries", "queries_at_ten_times")


def tell(result: dict[str, Any]) -> None:
    """Print all of it."""
    _pages(result["pages"])
    _paper(result["paper"])
    _register(result["register"])
    _readiness(result["readiness"])
    _workplan(result["workplan"])
    write("")
    for words, name in {
        "Memory of a web worker, MB": "worker_memory_mb",
        "Migration of an empty database, s": "empty_migrate_seconds",
    }.items():
        beside = result[name]
        write(f"{words}: {beside['ours']}, bare Django {beside['bare']}, ratio {beside['ratio']}")
    write(
        f"Floor: one view of {FLOOR_ROWS} rows by {len(FLOOR_COLUMNS)} columns. Load of the machine: {os.getloadavg()[0]:.1f}."
    )
    for name in grown(result):
        write(f"More data take more queries: {name}")


def grown(result: dict[str, Any]) -> list[str]:
    """What takes more queries with more data, which nothing may."""
    names = [page["name"] for page in result["pages"] if page["queries"] != page["queries_at_ten_times"]]
    short, long = result["readiness"]["32"], result["readiness"]["500"]
    names += [f"readiness, {name}" for name in short if short[name]["queries"] != long[name]["queries"]]
    few, many = result["register"]["few"], result["register"]["many"]
    names += [name for name in few if name != "delegations" and few[name]["queries"] != many[name]["queries"]]
    grid = result["workplan"]["page_500"]
    return names + ["/workplan/ at 500 rows"] * (grid["queries"] != grid["queries_at_50"])


def _pages(pages: list[dict[str, Any]]) -> None:
    write("")
    write("{:24}{:>9}{:>10}{:>8}{:>9}{:>22}".format(*_PAGE))
    for page in pages:
        write("{:24}{:>9}{:>10}{:>8}{:>9}{:>22}".format(*(page[column] for column in _PAGE)))


def _paper(paper: dict[str, Any]) -> None:
    ours, bare, long, asking = paper["ours"], paper["bare"], paper["six_times"], paper["asking"]
    write("")
    write(f"The paper, {paper['pages']} pages, composed in {paper['composing_ms']} ms:")
    write(
        f"  pressed in {ours['ms']} ms, bare WeasyPrint {bare['ms']} ms: ratio {paper['ratio']} (at most 1.3, aim 1.15)"
    )
    write(f"  peak memory {ours['peak_mb']} MB, bare {bare['peak_mb']} MB: ratio {paper['memory_ratio']}")
    write(
        f"  six times the content, {long['pages']} pages: {long['ms']} ms, {long['time_ratio']} times the time (at most 7); "
        f"{long['peak_mb']} MB, {long['memory_ratio']} times the memory (at most 4)"
    )
    write(f"  asking for it: {asking['ms']} ms, a bare update {asking['update_ms']} ms: ratio {asking['ratio']}")
    for page in paper["pages_during_renders"]:
        write(
            f"  {page['name']} while two papers are made: {page['busy_ms']} ms, else {page['idle_ms']} ms: "
            f"ratio {page['ratio']} (at most 2)"
        )


def _register(register: dict[str, Any]) -> None:
    few, many = register["few"], register["many"]
    write("")
    write(f"The register at {few['delegations']} and at {many['delegations']} delegations:")
    for name in (name for name in few if name != "delegations"):
        write(f"  {name}: {_cost(few[name])}, {_cost(many[name])}")


def _readiness(readiness: dict[str, Any]) -> None:
    write("")
    write("Readiness at 32 and at 500 lines of enquiry:")
    for name in ("answering", "reviewing"):
        at = (readiness[lines][name] for lines in ("32", "500"))
        write(f"  {name}: {', '.join(map(_cost, at))}")
    saving = readiness["autosave"]
    write(f"  a save while typing: {saving['ms']} ms, the least {saving['floor_ms']} ms: ratio {saving['ratio']}")


def _cost(page: dict[str, Any]) -> str:
    return f"{page['ms']} ms and {page['queries']} queries"


def _workplan(plan: dict[str, Any]) -> None:
    page, sheet, browser = plan["page_500"], plan["sheet_500"], plan["key_to_saved"]
    write("")
    write("The workplan:")
    write(
        f"  page of {page['rows']} rows: {page['ms']} ms, bare rows {page['floor_ms']} ms: ratio {page['ratio']} "
        f"(at most 3, aim 2); {page['queries']} queries, {page['queries_at_50']} at 50 rows (at most 15)"
    )
    write(
        f"  a save: {plan['ms']['save']} ms, the least {plan['ms']['floor']} ms: ratio {plan['save_beside_floor']} "
        f"(at most 4, aim 2.5); {plan['statements']['save']} statements (at most 15)"
    )
    write(f"  a conflict: {plan['conflict_beside_save']} of a save (at most 1)")
    write(f"  100 rows together: {plan['together_beside_save']} saves (at most 10)")
    write(
        f"  workbook of {sheet['rows']} rows: {sheet['ms']} ms, openpyxl alone {sheet['openpyxl_ms']} ms: "
        f"ratio {sheet['ratio']} (at most 3)"
    )
    if browser is None:
        write("  from the key to saved: not measured, as there is no browser; script/test installs one")
    else:
        write(
            f"  from the key to saved, {browser['rows']} rows on the screen: {browser['ms']} ms, "
            f"the longest {browser['longest_ms']} ms (under 400)"
        )
