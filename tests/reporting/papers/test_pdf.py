"""The board paper as a PDF: tagged, whole, and the same words as on screen."""

import io
import re
from collections import Counter
from itertools import pairwise

import page as page_validation
import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary

from reporting.papers import exporting, press
from tests.reporting.papers.conftest import LATER, Printed

A4 = (595.28, 841.89)
RUNNING = re.compile(r"Integrated Care Board, 8 November 2023|Page \d+ of \d+")
EMPTY_BELOW = 0.15


def elements(pdf: pikepdf.Pdf, kind: str = "") -> list:
    """The elements of the structure in reading order, or those of a kind."""

    def below(node):
        if isinstance(node, Array):
            for child in node:
                yield from below(child)
        elif isinstance(node, Dictionary):
            if node.get("/S"):
                yield node
            yield from below(node.get("/K"))

    return [one for one in below(pdf.Root.StructTreeRoot.K) if not kind or str(one.S) == f"/{kind}"]


def squeezed(text: str) -> str:
    """Text as it can be found wherever lines are broken."""
    return re.sub(r"\s+", "", text)


def test_every_page_is_a4_and_upright(printed):
    with printed().open() as pdf:
        sizes = {tuple(round(float(edge), 1) for edge in page.mediabox[2:]) for page in pdf.pages}
    assert {(round(A4[0], 1), round(A4[1], 1))} == sizes


def test_a_checker_finds_the_rules_of_pdf_ua_kept(printed, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(printed().content)
    result = page_validation.validate_pdf(str(file), profile=page_validation.ValidationProfile.PDF_UA_1)
    assert result.is_compliant

    with pikepdf.open(file) as pdf:
        del pdf.Root["/MarkInfo"]
        pdf.save(tmp_path / "broken.pdf")
    broken = page_validation.validate_pdf(
        str(tmp_path / "broken.pdf"), profile=page_validation.ValidationProfile.PDF_UA_1
    )
    assert not broken.is_compliant


@pytest.mark.seed("R12")
def test_it_says_what_it_is(printed):
    with printed().open() as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == "Place Integration Deal: Progress on Areas of Delivery"
        assert str(pdf.docinfo["/Author"]) == "Lisa Roberts, Senior Programme Manager, Partnerships and Collaboration"
        assert str(pdf.docinfo["/Subject"]) == (
            "Integrated Care Board, 8 November 2023, item 12. As at 8 November 2023. "
            "Reconstructed from the published paper of 8 November 2023. Not the issued text."
        )
        assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()


def test_bookmarks_are_two_deep(printed):
    outline = pypdf.PdfReader(io.BytesIO(printed().content)).outline

    def titles(items, depth=1):
        for item in items:
            if isinstance(item, list):
                yield from titles(item, depth + 1)
            else:
                yield depth, item.title

    found = list(titles(outline))
    assert [title for depth, title in found if depth == 1] == ["Cover sheet", "Report", "Appendix A: The four places"]
    assert [title for depth, title in found if depth == 2] == [
        "1 Introduction",
        "2 Delivery of place priorities",
        "3 Phased implementation of the Place Integration Deal",
        "4 Conclusion",
        "5 Recommendations",
        "Blackburn with Darwen",
        "Blackpool",
        "Lancashire",
        "South Cumbria",
    ]
    assert max(depth for depth, _ in found) == 2


@pytest.mark.seed("R19")
def test_running_lines_name_body_date_item_and_page_and_the_notice(printed):
    pages = printed().pages

    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert "Not the issued text." in text
        if number > 1:
            assert "Integrated Care Board, 8 November 2023" in text
            assert "Item 12" in text
    assert pages[0].count("Integrated Care Board, 8 November 2023") == 0


def test_headings_go_down_step_by_step_and_every_header_cell_has_a_scope(printed):
    with printed().open() as pdf:
        every = elements(pdf)
        levels = [int(str(one.S)[2:]) for one in every if re.fullmatch(r"/H[1-6]", str(one.S))]
        scopes = Counter()
        for cell in elements(pdf, "TH"):
            attributes = cell.A if isinstance(cell.A, Array) else [cell.A]
            scopes[next(str(one.Scope) for one in attributes if "/Scope" in one)] += 1

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert set(scopes) == {"/Column", "/Row"}
    assert scopes["/Row"] > 200
    assert {"/Table", "/Caption", "/THead", "/TBody", "/L", "/LI", "/Figure"} <= {str(one.S) for one in every}


def test_every_drawing_has_words_instead(printed):
    with printed().open() as pdf:
        figures = elements(pdf, "Figure")
        assert len(figures) == 1
        assert str(figures[0].Alt).startswith("Timeline as at 8 November 2023: 5 July 2023, Integrated Care Board")


def test_the_head_of_a_table_is_repeated_on_every_page_it_goes_on(printed):
    pages = printed().pages
    examples = [number for number, text in enumerate(pages) if "Under way" in text and "Example" in text]
    continued = [number for number in examples if "Examples by common priority" not in pages[number]]

    assert len(continued) >= 3
    assert all(re.search(r"Example\s*Status", pages[number]) for number in continued)


def test_no_row_is_split_and_no_heading_stands_alone_at_the_foot(printed):
    made = printed()
    headings = {" ".join(one.get_text(" ").split()) for one in made.soup.select("h1, h2, h3, caption, .paper-label")}
    for text in made.pages:
        lines = [line.strip() for line in text.splitlines() if line.strip() and not RUNNING.search(line)]
        lines = [line for line in lines if line not in {"Item 12", made.soup.html["data-notice"]}]
        assert lines[-1] not in headings
    pages = [squeezed(text) for text in made.pages]
    for row in made.soup.select("tbody tr"):
        cells = [squeezed(cell.get_text(" ")) for cell in row.select("th, td")]
        assert any(all(cell in text for cell in cells) for text in pages), cells


def test_no_page_is_nearly_empty_but_the_last_of_a_part(printed):
    made = printed()
    lowest = []
    for page in pypdf.PdfReader(io.BytesIO(made.content)).pages:
        heights: list[float] = []

        def visit(text, _cm, matrix, _font, size, heights=heights):
            if text.strip() and 22 / 25.4 * 72 < matrix[5] < A4[1] - 20 / 25.4 * 72:
                heights.append(matrix[5])

        page.extract_text(visitor_text=visit)
        lowest.append((A4[1] - min(heights)) / A4[1])
    ends_a_part = {
        number - 1
        for number, text in enumerate(made.pages)
        if re.search(r"^(Appendix A: The four places|Place Integration Deal:)", body_of(text))
        or any(body_of(text).startswith(place.get_text()) for place in made.soup.select(".paper-appendix .paper-place"))
    } | {len(made.pages) - 1}
    empty = [number + 1 for number, filled in enumerate(lowest) if filled < EMPTY_BELOW and number not in ends_a_part]
    assert empty == []


def body_of(text: str) -> str:
    return RUNNING.sub("", text.replace("Item 12", "")).strip()


def test_the_words_and_figures_are_those_of_the_page_and_no_others(printed, screen):
    """Every piece of text of the page is on paper, and nothing else is but running lines and repeated heads of tables."""
    made = printed()
    shown = screen().select_one("#paper")
    pieces = [
        squeezed(piece) for piece in shown.find_all(string=True) if piece.strip() and piece.parent.name != "title"
    ]
    on_paper = squeezed(made.text)
    floating = {one.get_text() for one in shown.select(".paper-label span")}  # told first of all on a page
    lines = [line.strip() for text in made.pages for line in text.splitlines() if not RUNNING.search(line)]
    unbroken = squeezed("".join(line for line in lines if line not in floating))
    missing = [piece for piece in pieces if piece not in on_paper and piece not in unbroken]
    assert missing == []

    running = Counter(
        squeezed("".join(made.soup.html[f"data-{one}"] for one in ("left", "right", "notice")) * len(made.pages))
    )
    running -= Counter(squeezed(made.soup.html["data-left"] + made.soup.html["data-right"]))  # not on the first page
    numbers = Counter("".join(squeezed(f"Page {n} of {len(made.pages)}") for n in range(1, len(made.pages) + 1)))
    bullets = Counter({"\u2013": len(shown.select(".paper-numbered .paper-points li"))})
    repeated = Counter()
    for head in {squeezed(head.get_text()) for head in shown.select("thead")}:
        twice = on_paper.count(head) - "".join(pieces).count(head)
        repeated += Counter(head * max(0, twice))
    letters = Counter("".join(pieces)) + running + numbers + bullets + repeated
    assert Counter(on_paper) - letters == Counter()
    assert letters - Counter(on_paper) == Counter()


def test_another_day_is_another_paper(printed):
    later = squeezed(printed(LATER).text)
    assert squeezed("Cabinet Member for Health and Wellbeing") in later
    assert squeezed("Connected Colleagues, Seamless Services") in later  # the text itself is not live
    assert printed(LATER).content != printed().content


def test_without_colour_every_status_still_differs_in_shape(printed):
    """The shapes are drawings of different form: no two are the same once every colour is grey."""
    forms = {}
    for name, data in exporting.assets().items():
        if name.startswith("shape/"):
            forms[name] = re.sub(rb'(fill|stroke)="#[0-9a-f]+"', rb'\1="grey"', data)
    assert len(set(forms.values())) == len(forms)
    used = {cls for one in printed().soup.select(".paper-st") for cls in one["class"] if cls.startswith("paper-st--")}
    words = {cls: {" ".join(one.get_text().split()) for one in printed().soup.select(f".{cls}")} for cls in used}
    assert all(words.values())
    assert not set.intersection(*[words["paper-st--tick"], words["paper-st--half"]])


def test_the_press_tells_how_many_pages(printed):
    assert press.pages(printed().content) == len(printed().pages)


def test_a_printed_paper_holds_nothing_but_pages(printed):
    made: Printed = printed()
    with made.open() as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        assert "/AcroForm" not in pdf.Root
        assert "/OpenAction" not in pdf.Root
