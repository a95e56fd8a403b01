"""Papers, their covers and their outlines from the data files."""

from collections.abc import Iterator, Mapping
from typing import Any

from lsc_places.boards.models import Body, Meeting
from lsc_places.kit.dates import PartialDate
from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import FieldProblem, Record
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Post
from lsc_places.places.models import Place
from lsc_places.sources.load import sourced
from lsc_places.sources.models import Document
from reporting.papers.blocks import UnknownBlock, params_of
from reporting.papers.models import (
    Answer,
    Appendix,
    Block,
    Discussion,
    Form,
    Objective,
    OutlineSection,
    Paper,
    Recommendation,
    Section,
    Slide,
)

ONLY_THE_HEADING = "only the heading"


def objectives(record: Record) -> Iterator[Row]:
    yield Row(Objective, record.key, sourced(record, code=record.text("code"), text=record.text("text")))


def forms(record: Record) -> Iterator[Row]:
    yield Row(
        Form,
        record.key,
        sourced(
            record,
            slug=record.key,
            name=record.text("name"),
            organisation=record.needed_link("organisation", Organisation),
            fields=record.phrases("fields"),
            answers=record.phrases("answers"),
            rules=record.phrases("body_rules"),
        ),
    )


def papers(record: Record) -> Iterator[Row]:
    of_source = sourced(record)
    document = record.find("source", Document, of_source["sources"][0].split(" ")[0])
    item = record.raw("agenda_item")
    yield Row(
        Paper,
        record.key,
        of_source
        | {
            "slug": document.slug,
            "document": document,
            "title": record.text("title"),
            "organisation": record.needed_link("organisation", Organisation),
            "form": record.link("template", Form),
            "meeting": record.link("meeting", Meeting),
            "heading": record.words("heading"),
            "addressee": record.words("addressee"),
            "agenda_item": "" if item is None else str(item),
            "confidential": record.words("confidential"),
            "presented_by": record.phrases("presented_by"),
            "author": record.phrases("author"),
            "authorised_by": record.words("authorised_by"),
            "signed_off_by": record.phrases("sign_off_name"),
            "signed_off_on": record.day("sign_off_date") if record.raw("sign_off_date") else None,
            "summary_points": record.phrases("executive_summary"),
            "objectives": record.links("strategic_objectives", Objective),
            "conflicts_of_interest": record.words("conflicts_of_interest"),
            "report_of": record.words("report_of"),
            "part": record.words("part"),
            "reason_for_part_ii": record.words("reason_for_part_ii"),
            "electoral_divisions": record.words("electoral_divisions"),
            "corporate_priorities": record.phrases("corporate_priorities"),
            "contacts": record.links("contacts", Post),
            "consultations": record.words("consultations"),
            "background_papers": None
            if record.raw("background_papers") is None
            else record.phrases("background_papers"),
            "version": record.words("version"),
            "is_draft": bool(record.truth("draft")),
            "is_reconstruction": bool(record.truth("reconstruction")),
        },
    )
    paper = record.find("key", Paper, record.key)
    yield from _answers(record, paper)
    yield from _recommendations(record, paper)
    yield from _discussions(record, paper)
    yield from _appendices(record, paper)
    yield from _outline(record, paper)


def _answers(record: Record, paper: Paper) -> Iterator[Row]:
    for part in _parts(record, "implications", "impact_assessments"):
        question = part.choice("row", Answer.Question)
        given = part.choice("answer", Answer.Given)
        values = sourced(record, paper=paper, question=question, given=given, comment=part.words("comment"))
        yield Row(Answer, f"{record.key}:{question}", values)


def _recommendations(record: Record, paper: Paper) -> Iterator[Row]:
    for order, part in enumerate(_parts(record, "recommendations"), start=1):
        in_body = part.truth("in_body")
        yield Row(
            Recommendation,
            part.key,
            sourced(
                part,
                paper=paper,
                order=order,
                mark=str(part.raw("number")),
                verb=part.choice("verb", Recommendation.Verb),
                text=part.text("text"),
                is_in_source_body=in_body is None or in_body,
            ),
        )


def _discussions(record: Record, paper: Paper) -> Iterator[Row]:
    for part in _parts(record, "where_discussed"):
        yield Row(
            Discussion,
            part.key,
            sourced(
                part,
                paper=paper,
                body=part.needed_link("forum", Body),
                dates=[_stated_date(part, given) for given in part.phrases("dates")],
                is_span=part.words("date_kind") == "range",
                outcome=part.words("outcome"),
            ),
        )


def _stated_date(part: Record, given: str) -> str:
    try:
        return str(PartialDate.parse(given))
    except ValueError as unreadable:
        raise FieldProblem("dates", f"{unreadable}, not {given!r}") from unreadable


def _appendices(record: Record, paper: Paper) -> Iterator[Row]:
    for part in _parts(record, "appendices"):
        letter = part.text("letter")
        values = sourced(
            record,
            paper=paper,
            letter=letter,
            title=part.text("title"),
            is_supplied=bool(part.truth("in_seed_text")),
        )
        yield Row(Appendix, f"{record.key}:appendix-{letter}", values)


def _outline(record: Record, paper: Paper) -> Iterator[Row]:
    for order, part in enumerate(_parts(record, "section_outline"), start=1):
        values = sourced(
            record,
            paper=paper,
            order=order,
            number=part.words("number"),
            heading=part.text("heading"),
            paragraphs=part.words("paragraphs"),
            note=part.words("note"),
        )
        yield Row(OutlineSection, f"{record.key}:outline-{order}", values)


def _parts(record: Record, *names: str) -> Iterator[Record]:
    """The records inside a record, read with the same care."""
    for name in names:
        for values in record.raw(name) or []:
            if not isinstance(values, Mapping):
                raise FieldProblem(name, f"This must be a list of records, not {values!r}")
            yield Record(record.list_name, values, record.shelf)


def slides(record: Record) -> Iterator[Row]:
    survives: Any = record.raw("text_survives")
    yield Row(
        Slide,
        record.key,
        sourced(
            record,
            paper=record.needed_link("paper", Paper),
            order=record.integer("order"),
            place=record.link("place", Place),
            kind=record.choice("kind", Slide.Kind),
            heading=record.text("heading"),
            is_supplied=survives != ONLY_THE_HEADING,
            shortfall="" if survives is True else str(survives),
        ),
    )


def sections(record: Record) -> Iterator[Row]:
    values = sourced(
        record,
        paper=record.needed_link("paper", Paper),
        part=record.choice("part", Section.Part),
        order=record.integer("order"),
        heading=record.words("heading"),
    )
    yield Row(Section, record.key, values)
    section = record.find("key", Section, record.key)
    for order, part in enumerate(_parts(record, "blocks"), start=1):
        yield Row(Block, part.key, sourced(record, section=section, order=order, **_block(part)))


def _block(part: Record) -> dict[str, Any]:
    """What a block is, by what is given of it: a live block, the heading of a place, what is asked, else a paragraph."""
    if part.raw("live"):
        code, params = part.text("live"), part.raw("params") or {}
        try:
            params_of(code, params)
        except UnknownBlock as unknown:
            raise FieldProblem("blocks", f"{part.key}: {unknown}") from unknown
        return {"kind": Block.Kind.LIVE, "code": code, "params": params}
    if part.raw("place"):
        return {"kind": Block.Kind.HEADING, "place": part.link("place", Place), "text": part.words("text")}
    if part.raw("recommendations"):
        return {"kind": Block.Kind.RECOMMENDATIONS}
    return {"kind": Block.Kind.PARAGRAPH, "text": part.text("text"), "points": part.phrases("points")}


LOADS = [
    Load("meetings_papers.strategic_objectives", objectives, needs=("documents.documents",)),
    Load("meetings_papers.templates", forms, needs=("organisations.organisations",)),
    Load(
        "meetings_papers.papers",
        papers,
        needs=(
            "meetings_papers.strategic_objectives",
            "meetings_papers.templates",
            "meetings_papers.meetings",
            "people_roles.assignments",
        ),
    ),
    Load("meetings_papers.slides", slides, needs=("meetings_papers.papers",)),
    Load(
        "paper_sections.sections",
        sections,
        needs=("meetings_papers.slides", "meetings_papers.papers", "boards.bodies", "places.places"),
    ),
]
