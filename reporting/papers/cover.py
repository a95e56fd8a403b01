"""The cover of a paper: the fields of its form, in their order, with what the paper answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from lsc_places.kit.dates import PartialDate, day_words
from reporting.papers.models import Answer, Discussion, Objective, Paper, Recommendation

NONE_GIVEN = "None"
NOT_APPLICABLE = "Not applicable"


class Kind(StrEnum):
    """How a field is printed."""

    LINE = "line"
    SUMMARY = "summary"
    POINTS = "points"
    RECOMMENDATIONS = "recommendations"
    OBJECTIVES = "objectives"
    IMPLICATIONS = "implications"
    DISCUSSIONS = "discussions"
    CONFLICTS = "conflicts"
    ASSESSMENTS = "assessments"
    CONTACTS = "contacts"
    APPENDICES = "appendices"
    CLOSING = "closing"


@dataclass(frozen=True)
class ObjectiveShown:
    """A strategic objective, and whether the paper relates to it."""

    code: str
    text: str
    relates: bool


@dataclass(frozen=True)
class RecommendationShown:
    """What the meeting is asked to do: its number as printed, its verb, and the rest."""

    mark: str
    verb: str
    rest: str
    is_in_source_body: bool


@dataclass(frozen=True)
class AnswerShown:
    """A question with the word of its answer; the comment is None when none was given."""

    question: str
    given: str
    comment: str | None


@dataclass(frozen=True)
class DiscussionShown:
    """Where the paper was discussed, when in words, and the outcome."""

    where: str
    when: str
    outcome: str | None


@dataclass(frozen=True)
class NamedShown:
    """A name with what it stands for, such as a contact and the post, or an appendix and its title."""

    name: str
    words: str
    note: str = ""


@dataclass(frozen=True)
class CoverField:
    """One field of a form: what it asks, and the lines or rows that answer it."""

    name: str
    label: str
    kind: Kind
    lines: tuple[str, ...] = ()
    rows: tuple[object, ...] = ()


@dataclass(frozen=True)
class CoverPart:
    """Fields that follow one another and are printed alike."""

    kind: Kind
    fields: tuple[CoverField, ...]


@dataclass(frozen=True)
class _Field:
    label: str
    kind: Kind
    lines: Callable[[Paper], Iterable[str]] = lambda paper: ()
    rows: Callable[[Paper], Iterable[object]] = lambda paper: ()


def cover_of(paper: Paper, *, summary: tuple[str, ...] = ()) -> tuple[CoverPart, ...]:
    """The cover; a summary in whole paragraphs takes the place of the points a cover page states."""
    names = paper.form.fields if paper.form else ["title"]
    fields = [_field(name, paper, summary) for name in names if name in FIELDS]
    return tuple(CoverPart(kind, tuple(alike)) for kind, alike in groupby(fields, key=lambda field: field.kind))


def recommendations_of(paper: Paper) -> tuple[RecommendationShown, ...]:
    """What the paper asks for, in its order; the cover and the last section print these same rows."""
    return tuple(_recommendation(one) for one in paper.recommendations.all())


def _field(name: str, paper: Paper, summary: tuple[str, ...]) -> CoverField:
    known = FIELDS[name]
    if known.kind == Kind.POINTS and summary:
        return CoverField(name, known.label, Kind.SUMMARY, summary)
    lines = tuple(line for line in known.lines(paper) if line)
    return CoverField(name, known.label, known.kind, lines, tuple(known.rows(paper)))


def _recommendation(one: Recommendation) -> RecommendationShown:
    first, _, rest = one.text.partition(" ")
    return RecommendationShown(one.mark, first, rest, one.is_in_source_body)


def _objectives(paper: Paper) -> Iterable[ObjectiveShown]:
    related = {objective.pk for objective in paper.objectives.all()}
    return (ObjectiveShown(each.code, each.text, each.pk in related) for each in Objective.objects.all())


def _answer(question: Answer.Question) -> Callable[[Paper], Iterable[AnswerShown]]:
    def shown(paper: Paper) -> Iterable[AnswerShown]:
        given = {answer.question: answer for answer in paper.answers.all()}.get(question)
        words = given.get_given_display() if given else ""
        yield AnswerShown(str(question.label), words, (given.comment or None) if given else None)

    return shown


def _discussions(paper: Paper) -> Iterable[DiscussionShown]:
    for one in paper.discussions.select_related("body"):
        yield DiscussionShown(str(one.body), _when(one), one.outcome or None)


def _when(discussion: Discussion) -> str:
    days = [PartialDate.parse(given).words for given in discussion.dates]
    return (" to " if discussion.is_span else " and ").join(days)


def _contacts(paper: Paper) -> Iterable[NamedShown]:
    for post in paper.contacts.select_related("person", "role"):
        yield NamedShown(str(post.person or "Not named"), post.role.name)


def _appendices(paper: Paper) -> Iterable[NamedShown]:
    for one in paper.appendices.all():
        yield NamedShown(f"Appendix {one.letter}", one.title, "" if one.is_supplied else "Not supplied")


def _background(paper: Paper) -> Iterable[str]:
    if paper.background_papers is None:
        return ()
    return paper.background_papers or (NONE_GIVEN,)


def _said(words: str) -> str:
    """An answer as a sentence begins; the papers' own short form for not applicable is spelt out."""
    return NOT_APPLICABLE if words.casefold() in {"n/a", "not applicable"} else words[:1].upper() + words[1:]


def _question(question: Answer.Question, kind: Kind) -> _Field:
    return _Field(str(question.label), kind, rows=_answer(question))


_Question = Answer.Question
FIELDS: dict[str, _Field] = {
    "report_to": _Field("Report to", Kind.LINE, lambda paper: [str(paper.meeting.body) if paper.meeting else ""]),
    "meeting_date": _Field(
        "Date of meeting", Kind.LINE, lambda paper: [paper.meeting.held.words if paper.meeting else ""]
    ),
    "title": _Field("Title of paper", Kind.LINE, lambda paper: [paper.title]),
    "presented_by": _Field("Presented by", Kind.LINE, lambda paper: paper.presented_by),
    "author": _Field("Author", Kind.LINE, lambda paper: paper.author),
    "agenda_item": _Field("Agenda item", Kind.LINE, lambda paper: [paper.agenda_item]),
    "confidential": _Field("Confidential", Kind.LINE, lambda paper: [_said(paper.confidential)]),
    "report_of": _Field("Report of", Kind.LINE, lambda paper: [paper.report_of]),
    "part": _Field("Part", Kind.LINE, lambda paper: [paper.part]),
    "electoral_divisions": _Field("Electoral divisions affected", Kind.LINE, lambda paper: [paper.electoral_divisions]),
    "corporate_priorities": _Field("Corporate priorities", Kind.LINE, lambda paper: paper.corporate_priorities),
    "version_table": _Field(
        "Version", Kind.LINE, lambda paper: [f"{paper.version}, draft" if paper.is_draft else paper.version]
    ),
    "executive_summary": _Field("Executive summary", Kind.POINTS, lambda paper: paper.summary_points),
    "brief_summary": _Field("Brief summary", Kind.POINTS, lambda paper: paper.summary_points),
    "recommendations": _Field("Recommendations", Kind.RECOMMENDATIONS, rows=recommendations_of),
    "recommendation": _Field("Recommendation", Kind.RECOMMENDATIONS, rows=recommendations_of),
    "strategic_objectives": _Field("Strategic objectives", Kind.OBJECTIVES, rows=_objectives),
    "associated_risks": _question(_Question.ASSOCIATED_RISKS, Kind.IMPLICATIONS),
    "risks_on_icb_register": _question(_Question.RISKS_ON_ICB_REGISTER, Kind.IMPLICATIONS),
    "financial_implications": _question(_Question.FINANCIAL_IMPLICATIONS, Kind.IMPLICATIONS),
    "where_discussed": _Field("Where the paper has been discussed", Kind.DISCUSSIONS, rows=_discussions),
    "conflicts_of_interest": _Field(
        "Conflicts of interest associated with this report",
        Kind.CONFLICTS,
        lambda paper: [_said(paper.conflicts_of_interest)],
    ),
    "quality_impact_assessment": _question(_Question.QUALITY, Kind.ASSESSMENTS),
    "equality_impact_assessment": _question(_Question.EQUALITY, Kind.ASSESSMENTS),
    "data_privacy_impact_assessment": _question(_Question.DATA_PRIVACY, Kind.ASSESSMENTS),
    "authorised_by": _Field("Report authorised by", Kind.CLOSING, lambda paper: [paper.authorised_by]),
    "contacts": _Field("Contacts for further information", Kind.CONTACTS, rows=_contacts),
    "appendices_table": _Field("Appendices", Kind.APPENDICES, rows=_appendices),
    "consultations": _Field("Consultations", Kind.CLOSING, lambda paper: [_said(paper.consultations)]),
    "background_papers": _Field("List of background papers", Kind.CLOSING, _background),
    "reason_for_part_ii": _Field(
        "Reason for inclusion in Part II", Kind.CLOSING, lambda paper: [_said(paper.reason_for_part_ii)]
    ),
}


def sign_off(paper: Paper) -> tuple[str, str] | None:
    """Who signed the body of the paper off, and on which day in words."""
    if not paper.signed_off_by:
        return None
    return ", ".join(paper.signed_off_by), day_words(paper.signed_off_on) if paper.signed_off_on else ""
