"""An item as a row of lists, as it stood on a day."""

from dataclasses import dataclass
from datetime import date

from delegations.workplan.brag import Brag
from delegations.workplan.models import Item
from delegations.workplan.words import BRAG_WORDS
from lsc_places.kit.dates import PartialDate
from lsc_places.kit.words import Word
from lsc_places.places.models import Place

Plan, Status = Item.Plan, Item.Status
MOST_TEAMS = 3
NOBODY = ["", ""]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as it stood on the day.

    ``stated_on`` is the day from which its status holds, ``added_on`` the day the item itself was first stated. Without
    words, ``owner`` is named nowhere. ``days_past`` counts from the end of its date, as long as it is open.
    """

    reference: str
    title: str
    plan: str
    place: Place | None
    status: str
    word: Word
    stated_on: date | None
    basis: str
    closing_words: str
    owner: str
    owner_slug: str
    overseen_by: str
    teams: tuple[str, ...]
    suggested_teams: tuple[str, ...]
    functions: tuple[str, ...]
    condition: str
    due: PartialDate | None
    due_note: str
    forecast: PartialDate | None
    days_past: int | None
    added_on: date
    pk: int
    version: int
    workstream: str
    workstream_slug: str
    starts: PartialDate | None
    original: PartialDate | None
    actual: PartialDate | None
    commentary: str
    commentary_on: date | None
    next_step: str
    deliverable: str
    accountable: str
    accountable_slug: str
    responsible: str
    responsible_slug: str
    confidence: str
    is_committed: bool
    decided_by: str
    risk_score: int | None
    is_milestone: bool = False
    brag: str = ""
    brag_reasons: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((self.pk, self.version))

    @property
    def slip(self) -> int | None:
        """By how many days the forecast is after the date it was to be done by; less than none when before."""
        return (self.forecast.last - self.due.last).days if self.due and self.forecast else None

    @property
    def variance(self) -> int | None:
        """By how many days its date is after the first one ever stated; fewer than none when before."""
        return (self.due.last - self.original.last).days if self.due and self.original else None

    @property
    def brag_word(self) -> Word:
        return BRAG_WORDS[Brag(self.brag)]

    @property
    def is_open(self) -> bool:
        return self.status not in Item.CLOSED

    @property
    def is_done(self) -> bool:
        """Whether nothing has to wait for it any more."""
        return self.status in (Status.COMPLETED, Status.SUPERSEDED)

    @property
    def teams_words(self) -> str:
        """The first teams, and how many more there are."""
        more = len(self.teams) - MOST_TEAMS
        return ", ".join(self.teams[:MOST_TEAMS]) + (f" and {more} more" if more > 0 else "")

    @property
    def suggested_words(self) -> str:
        return ", ".join(self.suggested_teams)

    @property
    def functions_words(self) -> str:
        return ", ".join(self.functions)

    def matches(self, words: str) -> bool:
        """Whether each of these words is somewhere in what a reader sees of the item."""
        if not words:
            return True
        place = self.place.name if self.place else ""
        seen = (self.reference, self.title, place, self.owner, self.condition, self.commentary, self.next_step)
        text = " ".join((*seen, *self.functions, *self.teams, *self.suggested_teams)).casefold()
        return all(word in text for word in words.casefold().split())
