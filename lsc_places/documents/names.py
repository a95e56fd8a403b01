"""Names of files as people see them, whatever a browser or a hostile client sent."""

import unicodedata
from pathlib import PurePosixPath

LONGEST = 120


def shown_name(given: str) -> str:
    """The last part of a file's name without anything that hides or reorders it, at most 120 letters long."""
    last = PurePosixPath(unicodedata.normalize("NFC", given).replace("\\", "/")).name
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C" and letter not in '"<>|:*?')
    kept = " ".join(kept.split()).strip(". ")
    stem, dot, suffix = kept.rpartition(".")
    if dot and len(kept) > LONGEST:
        kept = f"{stem[: LONGEST - len(suffix) - 1]}.{suffix[:10]}"
    return kept[:LONGEST] or "file"


def download_name(name: str, *, suffix: str) -> str:
    """The name a file is saved under: what people call it, with the ending of what it is."""
    kept = shown_name(name.replace("/", " ").replace("\\", " "))
    return kept if kept.lower().endswith(f".{suffix}") else f"{kept}.{suffix}"
