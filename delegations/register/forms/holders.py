"""What is asked about who holds a delegation."""

from typing import Any

from django.db.models import QuerySet

from delegations.register.forms.proposing import AmongForm
from delegations.register.forms.shape import day, one_of, text
from lsc_places.boards.models import Decision


class HolderForm(AmongForm):
    """Who holds a delegation from a day on, and by which decision when it is passed on."""

    title = "Name the holder"
    verb = "Save the holder"
    lead = "A director holds it first. A partnership can hold it only once it has become a committee."

    role = one_of("Role", empty="No role", slug="slug", hint="Choose a role or a body, and not both")
    body = one_of("Body", empty="No body", slug="slug")
    effective_on = day("From", required="Enter a date like 2026-03-31", hint="Today or a day past, like 2026-03-31")
    decision = one_of(
        "Decision that authorised it", empty="No decision", hint="A live delegation is passed on by a decision"
    )
    note = text("Note", longest=500)

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]
