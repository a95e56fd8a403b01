"""Measures the service beside the least that Django can do, in one run on one machine."""

from pathlib import Path

PAGES = Path(__file__).with_name("pages.txt").read_text().split()
FLOOR_TABLE = "bench_floor"
FLOOR_COLUMNS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
FLOOR_ROWS = 500
