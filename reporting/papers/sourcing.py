"""Where a block's rows are stated, in one line."""

from collections.abc import Iterable

NO_SOURCE = "Source not stated."


def merged(citations: Iterable[str], *, documents: Iterable[str]) -> str:
    """The citations of many rows as one line that names each document once, with every place in it once.

    Args:
        citations: As rows carry them, such as "ICB Board paper, 8 November 2023, section 3.1 table".
        documents: How documents are cited, by which a citation is told from the place after it.
    """
    known = sorted(documents, key=len, reverse=True)
    found: dict[str, dict[str, None]] = {}
    document = ""
    for citation in citations:
        for part in filter(None, citation.split("; ")):
            named = next((name for name in known if part.startswith(name)), "")
            document = named or document
            place = part.removeprefix(named).removeprefix(", ")
            found.setdefault(document, {})
            if place:
                found[document][place] = None
    if not found:
        return NO_SOURCE
    said = (", ".join(filter(None, [name, *places])) for name, places in found.items())
    return f"Source: {'; '.join(said)}."
