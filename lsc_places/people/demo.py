"""The accounts to try the service with, as data: who they are and what they may do."""

from dataclasses import dataclass

from lsc_places.people.models import Grant

Right, Scope = Grant.Right, Grant.Scope


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demonstration; ``of`` is the key of its place or organisation."""

    username: str
    name: str
    right: Grant.Right
    scope: Grant.Scope = Scope.ICB
    of: str | None = None
    deputy_for: str | None = None


def accounts(*, places: dict[str, str], council: str | None) -> tuple[DemoAccount, ...]:
    """Every demo account, a director for each place; ``places`` maps keys to names.

    The deputy and the partners are of the second and third place, the council secretary of the council given.
    """
    keys = list(places)
    directors = tuple(
        DemoAccount(f"dhci-{key}", f"Demo: DHCI {name}", Right.DHCI, Scope.PLACE, key) for key, name in places.items()
    )
    deputy, *partners = keys[1], *keys[1:3]
    council_secretary = (
        DemoAccount("council-secretary", "Demo: council secretary", Right.SECRETARY, Scope.ORGANISATION, council),
    )
    return (
        DemoAccount("programme-manager", "Demo: programme manager", Right.PROGRAMME_MANAGER),
        *directors,
        DemoAccount(
            f"deputy-{deputy}", f"Demo: deputy DHCI {places[deputy]}", Right.DHCI, Scope.PLACE, deputy, f"dhci-{deputy}"
        ),
        *(
            DemoAccount(f"partner-{key}", f"Demo: partner {places[key]}", Right.PARTNER, Scope.PLACE, key)
            for key in partners
        ),
        DemoAccount("finance-lead", "Demo: finance lead", Right.FINANCE_LEAD),
        DemoAccount("workforce-lead", "Demo: workforce lead", Right.WORKFORCE_LEAD),
        DemoAccount("performance-lead", "Demo: performance lead", Right.PERFORMANCE_LEAD),
        DemoAccount("governance-lead", "Demo: governance lead", Right.GOVERNANCE_LEAD),
        DemoAccount("quality-lead", "Demo: quality lead", Right.QUALITY_LEAD),
        DemoAccount("panel-chair", "Demo: panel chair", Right.PANEL_CHAIR),
        DemoAccount("accountable-officer", "Demo: accountable officer", Right.ACCOUNTABLE_OFFICER),
        DemoAccount("secretary", "Demo: board secretary", Right.SECRETARY),
        *(council_secretary if council else ()),
        DemoAccount("board-member", "Demo: board member", Right.BOARD_MEMBER),
        DemoAccount("auditor", "Demo: auditor", Right.AUDITOR),
        DemoAccount("administrator", "Demo: administrator", Right.ADMINISTRATOR),
    )
