"""Readiness frameworks from the data files: a record is one version, with its sections and lines inside it."""

from collections.abc import Iterator, Mapping
from typing import Any

from delegations.readiness.live import SUBJECTS
from delegations.readiness.models import Framework, Line, Section
from delegations.readiness.models.frameworks import needs_of, tier_of
from delegations.register.models import Function
from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import FieldProblem, Record
from lsc_places.people.models import Grant

# What else stands in the place of a section in an address.
RESERVED = {
    "check",
    "conditions",
    "evidence",
    "gaps",
    "panel",
    "publish",
    "questions",
    "result",
    "submit",
    "submitted",
    "verdict",
    "withdraw",
}


def frameworks(record: Record) -> Iterator[Row]:
    sections = _mappings(record, "sections")
    _require_sound(record, sections)
    yield Row(
        Framework,
        record.key,
        {
            "name": record.text("name"),
            "version": record.integer("version"),
            "title": record.text("title"),
            "origin": record.text("origin"),
            "levels": _mappings(record, "levels"),
            "tiers": _tiers(record),
            "autonomy": record.raw("autonomy") or [],
            "evidence_rules": _text_keys(record.raw("evidence_rules") or {}),
            "limits": record.raw("limits") or {},
            "valid_months": record.integer("valid_months") or 6,
        },
    )
    framework = record.find("key", Framework, record.key)
    for order, section in enumerate(sections, start=1):
        key = f"{record.key}:{section['code']}"
        yield Row(
            Section,
            key,
            {
                "framework": framework,
                "order": order,
                "code": section["code"],
                "slug": section["slug"],
                "title": section["title"],
                "group": section.get("group", ""),
                "kind": section.get("kind", Section.Kind.RATED),
                "lead": section.get("lead", ""),
            },
        )
        for place, line in enumerate(section["lines"], start=1):
            yield _line(line, record.find("sections", Section, key), order=place)


def _line(line: Mapping[str, Any], section: Section, *, order: int) -> Row:
    return Row(
        Line,
        f"{section.source_key}:{line['code']}",
        {
            "section": section,
            "order": order,
            "code": line["code"],
            "short": line["short"],
            "question": line["question"],
            "is_critical": line.get("critical", False),
            "evidence": line.get("evidence", ""),
            "good": line.get("good", ""),
            "development": line.get("development", ""),
            "live": line.get("live", []),
        },
    )


def _tiers(record: Record) -> list[dict[str, Any]]:
    """The tiers as they are kept: functions by their key, and nothing that names a section or line that is not there."""
    tiers = record.raw("tiers") or []
    codes = {section["code"] for section in _mappings(record, "sections")}
    lines = {line["code"] for section in _mappings(record, "sections") for line in section["lines"]}
    for tier in tiers:
        for function in tier["functions"]:
            record.find("tiers", Function, function)
        if unknown := (set(tier["minimums"]) - codes) | (set(tier.get("must", {})) - lines):
            raise FieldProblem("tiers", f"There is no section or line called {', '.join(sorted(unknown))}")
        tier_of(tier)
    return tiers


def _require_sound(record: Record, sections: list[dict[str, Any]]) -> None:
    needs_of(_text_keys(record.raw("evidence_rules") or {}))
    for section in sections:
        for name in ("code", "slug", "title", "lines"):
            if not section.get(name):
                raise FieldProblem("sections", f"Section {section.get('code', '')!r} must give its {name}")
        if section["slug"] in RESERVED:
            raise FieldProblem("sections", f"A section cannot have the address {section['slug']!r}")
        if section.get("lead", "") not in {"", *Grant.Right.values}:
            raise FieldProblem("sections", f"There is no right called {section['lead']!r}")
        for line in section["lines"]:
            if unknown := set(line.get("live", [])) - set(SUBJECTS):
                raise FieldProblem("sections", f"Line {line['code']}: nothing live is called {', '.join(unknown)}")


def _mappings(record: Record, name: str) -> list[dict[str, Any]]:
    value = record.raw(name)
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        raise FieldProblem(name, "This must be a list of records")
    return value


def _text_keys(value: Mapping[Any, Any]) -> dict[str, Any]:
    """The same with text for keys, as JSON keeps them."""
    return {str(key): _text_keys(inner) if isinstance(inner, Mapping) else inner for key, inner in value.items()}


LOADS = [Load("readiness_frameworks.frameworks", frameworks, needs=("phases_delegations.delegated_functions",))]
