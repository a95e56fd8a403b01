"""The workplan as a workbook and back, through the pages, with real files, kind and hostile."""

import io
import zipfile
from contextlib import nullcontext
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from delegations.workplan import sheets
from delegations.workplan.actions.saving import change
from delegations.workplan.models import ChangeSet, Item, ItemStatement
from delegations.workplan.words import BRAG_WORDS
from lsc_places.places.models import Place
from tests.accounts import account

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1", '"=1', "'=1"]


def book(*lines, formula: bool = False) -> bytes:
    made = Workbook()
    for line in lines:
        made.active.append(line)
    if not formula:
        for row in made.active.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.data_type = "s"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sent(client, content: bytes, name: str = "workplan.xlsx"):
    return client.post("/workplan/import/", {"file": SimpleUploadedFile(name, content), "otherwise": "others"})


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def confirmed(client, response):
    form = {one["name"]: one.get("value", "") for one in soup(response).select("form input[type=hidden][name]")}
    return client.post("/workplan/import/", form | {"otherwise": "others", "save": "save"})


def exported(client, query: str = ""):
    return load_workbook(io.BytesIO(client.get(f"/workplan/export/{query}").content))


def changed(opened, reference: str, **cells) -> bytes:
    sheet = opened.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == reference:
            for label, value in cells.items():
                cell = row[heads.index(label.replace("_", " "))]
                cell.value = value
                cell.data_type = "s" if isinstance(value, str) else cell.data_type
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


@pytest.mark.usefixtures("records")
class TestThereAndBack:
    def test_exactly_what_is_filtered_with_a_sheet_about_it(self, browse, programme_manager):
        Item.objects.filter(number=50).update(title="=HYPERLINK(1)")
        opened = exported(browse(programme_manager), "?place=blackburn-with-darwen")
        sheet, about = opened.worksheets
        heads = [cell.value for cell in sheet[1]]
        assert (heads[0], heads[-1]) == ("Reference", "Version")
        assert {"Title", "Workstream", "Place", "Owner", "Due date", "Forecast", "Progress note", "BRAG"} <= set(heads)
        assert len(heads) == len(set(heads))
        rows = {row[0]: dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)}
        place = Item.objects.filter(place__slug="blackburn-with-darwen")
        assert set(rows) == {item.reference for item in place}
        assert rows["WP-0050"]["Title"] == "=HYPERLINK(1)"
        assert rows["WP-0050"]["Due date"] == datetime(2023, 11, 17)
        assert {row["BRAG"] for row in rows.values()} <= {word.text for word in BRAG_WORDS.values()}
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
        told = dict(about.iter_rows(min_row=2, values_only=True))
        assert about.title == "About this export"
        assert told["Filter: Place"] == "Blackburn with Darwen"
        assert told["Rows"] == str(len(rows))
        assert told["Made for"] == programme_manager.name
        assert "local choice" in told["BRAG: At risk"]

    @pytest.mark.seed("J1", "J6")
    def test_a_file_is_checked_then_saved_once_and_again_changes_nothing(self, browse, programme_manager):
        client = browse(programme_manager)
        untouched = exported(client)
        out = io.BytesIO()
        untouched.save(out)
        assert "0 rows would change" in soup(sent(client, out.getvalue())).get_text()

        content = changed(
            exported(client), "WP-0050", Forecast="2026-12", Next_step="=call them", Due_date=date(2026, 1, 31)
        )
        check = sent(client, content)
        text = soup(check).get_text(" ", strip=True)
        assert check.status_code == 200
        assert all(words in text for words in ("WP-0050", "December 2026", "=call them", "31 January 2026"))
        item = Item.objects.get(number=50)
        assert item.next_step == ""
        done = confirmed(client, check)
        item.refresh_from_db()
        assert done.status_code == 303
        assert (item.next_step, str(item.due_on), str(item.forecast_on)) == ("=call them", "2026-01-31", "2026-12")
        assert item.version == 2
        assert "0 rows would change" in soup(sent(client, content)).get_text()
        confirmed(client, sent(client, content))
        confirmed(client, check)
        item.refresh_from_db()
        assert (item.version, ChangeSet.objects.count()) == (2, 1)

    def test_a_row_without_a_reference_is_added_once_however_often_the_file_comes(self, browse, programme_manager):
        client = browse(programme_manager)
        content = book(("Reference", "Title", "Place"), (None, "Agree the lease", "Lancashire"))
        confirmed(client, sent(client, content))
        again = sent(client, content)
        assert again.status_code == 303
        assert Item.objects.filter(title="Agree the lease").count() == 1

    def test_a_row_changed_meanwhile_is_a_conflict_and_other_fields_merge(self, browse, programme_manager):
        client = browse(programme_manager)
        mine = exported(client)
        other = account("programme_manager", name="Sam Ali")
        for number, field, value in ((50, "title", "Theirs"), (51, "next_step", "Theirs")):
            item = Item.objects.get(number=number)
            base = {field: [item.title if field == "title" else ""]}
            change(number, values={field: value}, bases=base, version=item.version, by=other)
        changed(mine, "WP-0050", Title="Mine")
        check = sent(client, changed(mine, "WP-0051", Deliverable="A report"))
        assert "Sam Ali changed Title to Theirs" in soup(check).get_text()
        confirmed(client, check)
        items = {item.number: item for item in Item.objects.filter(number__in=(50, 51))}
        assert items[50].title == "Theirs"
        assert (items[51].next_step, items[51].deliverable) == ("Theirs", "A report")

    def test_rows_of_other_places_are_refused_by_line(self, browse):
        lancashire = Place.objects.get(slug="lancashire")
        client = browse(account("dhci", place=lancashire))
        content = exported(client)
        changed(content, "WP-0042", Next_step="Ours")
        check = sent(client, changed(content, "WP-0050", Next_step="Not ours"))
        assert "You may not change it" in soup(check).get_text()
        confirmed(client, check)
        assert Item.objects.get(number=42).next_step == "Ours"
        assert Item.objects.get(number=50).next_step == ""
        assert sent(browse(account()), book(("Reference",), ("WP-0042",))).status_code == 403

    @pytest.mark.parametrize(("is_one", "kept"), [(True, 0), (False, 2)], ids=["one transaction", "the control"])
    def test_a_confirm_that_dies_halfway_saves_nothing(self, browse, programme_manager, monkeypatch, is_one, kept):
        """I13."""
        client = browse(programme_manager)
        check = sent(client, book(("Reference", "Next step"), ("WP-0050", "Half"), ("WP-0051", "Half")))

        def dies(*_: object, **__: object) -> None:
            raise RuntimeError("killed")

        monkeypatch.setattr(type(Item.objects.all()), "bulk_update", dies)
        if not is_one:
            monkeypatch.setattr("delegations.workplan.actions.together.changing", lambda *, by: nullcontext())
        client.raise_request_exception = False
        assert confirmed(client, check).status_code == 500
        assert ItemStatement.objects.filter(words="Half").count() == kept

    def test_an_unclear_date_is_never_guessed(self, browse, programme_manager):
        unclear = ["31/02/2027", "3/4/27", "45000", "Q1", "29/02/2027", "02/28/2027"]
        lines = [(f"WP-{number:04}", text) for number, text in enumerate(unclear, start=50)]
        text = soup(sent(browse(programme_manager), book(("Reference", "Due date"), *lines))).get_text()
        assert all(f"You entered “{read}”" in text for read in unclear)
        assert f"0 rows would change, {len(unclear)} rows cannot be saved" in text

    def test_a_formula_is_not_run_and_is_told_by_its_cell(self, browse, programme_manager):
        content = book(("Reference", "Title", "Next step"), ("WP-0050", "A title", "=1+1"), formula=True)
        text = soup(sent(browse(programme_manager), content)).get_text()
        assert "C2 is a formula, which is not run: it has no value" in text

    def test_hostile_files_are_refused_beside_the_field(self, browse, programme_manager):
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("xl/worksheets/sheet1.xml", b" " * 40_000_000)
        entity = book(("Reference", "Title"), ("WP-0050", "A"))
        hostile = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(entity)) as before, zipfile.ZipFile(hostile, "w") as made:
            for part in before.infolist():
                data = before.read(part)
                if part.filename.endswith("sheet1.xml"):
                    data = data.replace(
                        b"<worksheet", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet', 1
                    )
                made.writestr(part, data)
        files = {
            "far larger inside": bomb.getvalue(),
            "its own XML entities": hostile.getvalue(),
            "is broken": b"PK\x03\x04 nothing",
            "is not a workbook": b"\xd0\xcf\x11\xe0 an old workbook",
            "no name in the first line": book(("Reference", None), ("WP-0050", "A title")),
            "is there twice": book(("Reference", "Title", "Title"), ("WP-0050", "A", "B")),
            "is no reference": book(("Reference", "Title"), ("50", "A")),
            "WP-0050 is there twice": book(("Reference", "Title"), ("WP-0050", "A"), ("WP-0050", "B")),
        }
        client = browse(programme_manager)
        for words, content in files.items():
            response = sent(client, content)
            assert response.status_code == 422, words
            assert words in soup(response).select_one(".nhsuk-error-message").get_text()
        assert client.post("/workplan/import/", {}).status_code == 422


class TestReading:
    def test_a_lone_cell_at_the_far_end_is_not_walked_to(self):
        made = Workbook()
        made.active.append(["Reference", "Title"])
        made.active["XFD1048576"] = "far"
        out = io.BytesIO()
        made.save(out)
        sheet = sheets.read(out.getvalue(), name="far.xlsx")
        assert sheet.lines == (("Reference", "Title"),)
        assert sheet.notes == ("Only the first 2,000 rows and 60 columns were read",)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_text_is_read_in_whatever_encoding_it_comes(self, encoding, delimiter):
        text = delimiter.join(("Reference", "Title")) + "\r\n" + delimiter.join(("WP-0001", "£5 café")) + "\r\n"
        sheet = sheets.read(text.encode(encoding), name="plan.csv")
        assert sheet.lines == (("Reference", "Title"), ("WP-0001", "£5 café"))

    def test_the_mark_against_running_is_taken_off_and_no_other(self):
        lines = "Reference,Title\nWP-0001,'=1+1\nWP-0002,'tis\n"
        assert [line[1] for line in sheets.read(lines.encode(), name="a.csv").lines[1:]] == ["=1+1", "'tis"]

    def test_dates_and_numbers_are_read_as_they_are_seen(self):
        content = book(("A", "B", "C", "D"), (date(2027, 3, 28), 7.0, 45000, datetime(2027, 10, 31, 0, 30)))
        assert sheets.read(content, name="a.xlsx").lines[1] == ("2027-03-28", "7", "45000", "2027-10-31 00:30:00")

    def test_what_goes_out_is_text_and_comes_back_the_same(self):
        content = sheets.write("A", heads=("Reference", "Title"), rows=[("WP", text) for text in EVIL], about=[])
        cells = [row[1] for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=2)]
        assert {cell.data_type for cell in cells} == {"s"}
        assert [line[1] for line in sheets.read(content, name="a.xlsx").lines[1:]] == EVIL
