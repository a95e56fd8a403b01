"""Composing a paper: its numbered text, and its live blocks read from the records as at a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from lsc_places.sources.queries import citations
from reporting.papers import blocks
from reporting.papers.blocks.shape import Audience, Gathered
from reporting.papers.models import Block, Paper, Section
from reporting.papers.numbering import FIGURE, TABLE, Numbers, number
from reporting.papers.sourcing import merged
from reporting.papers.text import references, rich

MOST_ROWS = 1_000
SHORT = 3


@dataclass(frozen=True)
class Item:
    """What follows in a section: a paragraph, a heading, what is asked, or a live block; ``kind`` says which.

    ``id`` is where a reference leads, ``number`` is the paragraph's, or the table's or figure's own words.
    """

    kind: str
    id: str
    number: str = ""
    text: Markup | None = None
    points: tuple[Markup, ...] = ()
    live: "Live | None" = None


@dataclass(frozen=True)
class Live:
    """A live block in its place: what was gathered, and how it is printed."""

    code: str
    schema: int
    label: str
    heading: str
    part: str
    as_at: date
    data: Gathered
    source: str

    @property
    def is_short(self) -> bool:
        """It fits on part of a page and is best seen at once."""
        return len(self.data.rows) <= SHORT


@dataclass(frozen=True)
class SectionShown:
    """A section with its number, such as "3", or the name of an appendix, such as "Appendix A"."""

    id: str
    number: str
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Composition:
    """A paper composed as at a day. ``problems`` are sentences that say why it cannot be printed as it is."""

    as_at: date
    summary: tuple[Markup, ...]
    body: tuple[SectionShown, ...]
    appendices: tuple[SectionShown, ...]
    problems: tuple[str, ...]

    @property
    def live_blocks(self) -> tuple[Live, ...]:
        sections = (*self.body, *self.appendices)
        return tuple(item.live for section in sections for item in section.items if item.live)


def compose(paper: Paper, *, as_at: date, audience: Audience = Audience.PUBLIC) -> Composition | None:
    """The paper as at a day; None when no text of it is kept here."""
    sections = list(paper.sections.prefetch_related("blocks__place"))
    if not sections:
        return None
    rows = {section: list(section.blocks.all()) for section in sections}
    live = _gathered(rows, as_at=as_at, audience=audience)
    numbers = number(rows, printed_as=lambda block: _printed_as(block, live[block.pk].data))
    of_part = {part: [section for section in sections if section.part == part] for part in Section.Part}

    def shown(part: Section.Part) -> tuple[SectionShown, ...]:
        return tuple(
            SectionShown(
                numbers.id(section),
                numbers.of(section),
                section.heading,
                tuple(_items(rows[section], live, numbers)),
            )
            for section in of_part[part]
        )

    body, appendices = shown(Section.Part.BODY), shown(Section.Part.APPENDIX)
    texts = [text for found in rows.values() for block in found for text in (block.text, *block.points)]
    return Composition(
        as_at=as_at,
        summary=tuple(
            rich(block.text, named=numbers.named)
            for section in of_part[Section.Part.SUMMARY]
            for block in rows[section]
        ),
        body=body,
        appendices=appendices,
        problems=(*_unresolved(texts, numbers), *_too_long((*body, *appendices))),
    )


def alone(code: str, *, as_at: date) -> Item:
    """A live block that is not of any paper, as the only table or figure of a report."""
    live = _live(Block(code=code, params={}), as_at=as_at, audience=Audience.PUBLIC, cited=tuple(citations().values()))
    return Item("live", code, f"{FIGURE if code in blocks.FIGURES else TABLE} 1", live=live)


def _gathered(rows: Mapping[Section, Iterable[Block]], *, as_at: date, audience: Audience) -> dict[int, Live]:
    """Every live block of the paper with what it shows, by the key of its row."""
    cited = tuple(citations().values())
    return {
        block.pk: _live(block, as_at=as_at, audience=audience, cited=cited)
        for found in rows.values()
        for block in found
        if block.kind == Block.Kind.LIVE
    }


def _live(block: Block, *, as_at: date, audience: Audience, cited: Iterable[str]) -> Live:
    module = blocks.BLOCKS[block.code]
    data = blocks.gather(block.code, as_at=as_at, params=block.params, audience=audience)
    return Live(
        code=module.CODE,
        schema=module.SCHEMA,
        label=module.LABEL,
        heading=module.HEADING,
        part=f"papers/blocks/{module.CODE}.jinja",
        as_at=as_at,
        data=data,
        source=merged(data.citations, documents=cited),
    )


def _printed_as(block: Block, data: Gathered) -> str:
    """A block without rows, or one that is left out, prints no table and so has no number."""
    if data.left_out or not data.rows:
        return ""
    return FIGURE if block.code in blocks.FIGURES else TABLE


def _items(rows: Iterable[Block], live: Mapping[int, Live], numbers: Numbers) -> Iterator[Item]:
    for block in rows:
        if block.kind == Block.Kind.LIVE:
            if not live[block.pk].data.left_out:
                yield Item("live", numbers.id(block), numbers.of(block), live=live[block.pk])
        elif block.kind == Block.Kind.HEADING:
            yield Item("heading", numbers.id(block), text=escape(block.text or block.place))
        else:
            yield Item(
                str(block.kind),
                numbers.id(block),
                numbers.of(block),
                rich(block.text, named=numbers.named),
                tuple(rich(point, named=numbers.named) for point in block.points),
            )


def _unresolved(texts: Iterable[str], numbers: Numbers) -> Iterator[str]:
    for key in sorted(references(texts) - set(numbers.named)):
        yield f"The text refers to {key!r}, which is not in this paper."


def _too_long(sections: Iterable[SectionShown]) -> Iterator[str]:
    for section in sections:
        for item in section.items:
            if item.live and len(item.live.data.rows) > MOST_ROWS:
                count = len(item.live.data.rows)
                yield f"{item.number} has {count:,} rows. A paper can show up to {MOST_ROWS:,}. Split the table."
