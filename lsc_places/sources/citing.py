"""How a place in a document is cited in words."""

import re


def cite(document: str, where: str) -> str:
    """A document's citation with the place in it: "ICB Board paper, 8 November 2023, section 3.1"."""
    place = re.sub(r"§\s*", "section ", where).replace("App A", "Appendix A")
    return f"{document}, {place}" if place else document
