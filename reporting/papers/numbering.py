"""The numbers of sections, paragraphs, tables and figures, which follow their order, and what a reference to them prints."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reporting.papers.models import Block, Section

TABLE, FIGURE = "Table", "Figure"
NUMBERED = {Block.Kind.PARAGRAPH, Block.Kind.RECOMMENDATIONS}


@dataclass(frozen=True)
class Numbers:
    """The number of each section and block, and by key what a reference prints and where it leads."""

    numbers: Mapping[str, str]
    named: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def of(self, row: Section | Block) -> str:
        """The number as it is printed beside it; empty for what has none."""
        return self.numbers.get(self.id(row), "")

    @staticmethod
    def id(row: Section | Block) -> str:
        """Where a reference leads; it stays the same when numbers change."""
        return row.source_key or f"{row._meta.model_name}-{row.pk}"


def number(rows: Mapping[Section, Sequence[Block]], *, printed_as: Callable[[Block], str]) -> Numbers:
    """Number sections, paragraphs, tables and figures in their order; what is printed as neither has no number."""
    numbers: dict[str, str] = {}
    named: dict[str, tuple[str, str]] = {}
    counts = {TABLE: 0, FIGURE: 0, "section": 0, "Appendix": 0}

    def give(row: Section | Block, own: str, prints: str) -> None:
        numbers[Numbers.id(row)] = own
        named[Numbers.id(row)] = (prints, Numbers.id(row))

    order = [Section.Part.SUMMARY, Section.Part.BODY, Section.Part.APPENDIX]
    for section in sorted(rows, key=lambda row: (order.index(Section.Part(row.part)), row.order)):
        paragraphs = 0
        if section.part == Section.Part.BODY:
            counts["section"] += 1
            give(section, str(counts["section"]), f"section {counts['section']}")
        elif section.part == Section.Part.APPENDIX:
            counts["Appendix"] += 1
            letter = chr(ord("A") + counts["Appendix"] - 1)
            give(section, f"Appendix {letter}", f"Appendix {letter}")
        for block in rows[section]:
            if block.kind == Block.Kind.LIVE:
                if kind := printed_as(block):
                    counts[kind] += 1
                    give(block, f"{kind} {counts[kind]}", f"{kind} {counts[kind]}")
            elif block.kind in NUMBERED and section.part == Section.Part.BODY:
                paragraphs += 1
                own = f"{counts['section']}.{paragraphs}"
                give(block, own, f"paragraph {own}")
    return Numbers(numbers, named)
