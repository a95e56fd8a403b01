"""Which place words name."""

import pytest

from priorities.metrics.areas import Area, Extent, Gazetteer, area_of

KNOWN = Gazetteer(
    names={
        "Northshire": "northshire",
        "North": "northshire",
        "Seatown": "southshire",
        "Southshire": "southshire",
        "Hill and Dale": "southshire",
    },
    districts={"Millford": ("millford", "northshire")},
    former={"Old Northshire"},
)


@pytest.mark.parametrize(
    ("words", "area"),
    [
        ("northshire", Area(Extent.PLACE, "northshire")),
        ("system", Area(Extent.SYSTEM)),
        ("system (lowest)", Area(Extent.SYSTEM)),
        ("systems elsewhere", Area(Extent.OTHER)),
        ("Millford", Area(Extent.PART, "northshire", "millford")),
        ("most deprived parts of North", Area(Extent.PART, "northshire")),
        ("Hill and Dale", Area(Extent.PART, "southshire")),
        ("Seatown-on-Sea", Area(Extent.PART, "southshire")),
        ("Old Northshire", Area(Extent.FORMER)),
        ("Northshire and Seatown", Area(Extent.OTHER)),
        ("Northern towns", Area(Extent.OTHER)),
        ("England", Area(Extent.OTHER)),
    ],
)
def test_words_name_a_place_or_none(words, area):
    assert area_of(words, KNOWN) == area
