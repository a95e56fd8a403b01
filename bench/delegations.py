"""Twelve hundred delegations: new functions handed to every place, as full as those of the records."""

from django.db import connection, transaction

WANTED = 1_200
_TAKEN = 50_000  # functions and delegations from here on have keys of their own

# One statement a noun; the trigger of a move carries it out. %(more)s functions are handed to each of the places.
_STATEMENTS = (
    """
    INSERT INTO register_function (id, slug, name, short_name, kind, existing_legal_basis, sources, citation, stated_on,
        last_stated_on, basis, loaded)
    SELECT %(taken)s + n, 'bench-' || n, 'Function ' || n, 'F' || n, 'budget', '', '{}', '', '2024-01-01', '2024-01-01',
        '', '{}'
    FROM generate_series(1, %(more)s) AS n
    """,
    """
    INSERT INTO register_delegation (id, reference, function_id, place_id, phase_id, delegator_id, content, later_holder,
        vehicle, tier, scope_in, scope_out, reserved_matters, scheme_clause, notice, state, move_number, sources, citation,
        stated_on, last_stated_on, basis, loaded)
    SELECT %(taken)s + row_number() OVER (), 'DEL-' || %(taken)s + row_number() OVER (), function.id, place.id,
        (SELECT min(id) FROM register_phase), (SELECT min(delegator_id) FROM register_delegation), '', '', '', '', 'Scope',
        '', '', '', '', '', 0, '{}', '', '2024-01-01', '2024-01-01', '', '{}'
    FROM register_function AS function, places_place AS place
    WHERE function.id > %(taken)s AND function.id <= %(taken)s + %(more)s
    """,
    """
    INSERT INTO register_move (delegation_id, number, from_state, to_state, effective_on, sources)
    SELECT id, 1, '', 'proposed', '2024-01-01', '{"a paper"}' FROM register_delegation WHERE move_number = 0
    """,
    """
    INSERT INTO register_holder (delegation_id, role_id, holds, note, sources, citation, stated_on, last_stated_on, basis,
        loaded)
    SELECT id, (SELECT min(role_id) FROM register_holder), '[2024-01-01,)', '', '{}', '', '2024-01-01', '2024-01-01', '',
        '{}'
    FROM register_delegation WHERE id > %(taken)s AND reference = 'DEL-' || id
    """,
    """
    INSERT INTO register_neededapproval (delegation_id, approval_id, sources, citation, stated_on, last_stated_on, basis,
        loaded)
    SELECT delegation.id, approval.id, '{}', '', '2024-01-01', '2024-01-01', '', '{}'
    FROM register_delegation AS delegation, (SELECT id FROM register_approval ORDER BY id LIMIT 4) AS approval
    WHERE delegation.id > %(taken)s AND reference = 'DEL-' || delegation.id
    """,
)


def make() -> int:
    """Add delegations until there are twelve hundred, as the owner of the tables; answers how many there are."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM register_delegation WHERE function_id IS NOT NULL")
        (here,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM places_place")
        (places,) = cursor.fetchone()
        values = {"taken": _TAKEN, "more": max(0, -(-(WANTED - here) // places))}
        for statement in _STATEMENTS:
            cursor.execute(statement, values)
        cursor.execute("SELECT count(*) FROM register_delegation WHERE function_id IS NOT NULL")
        (there,) = cursor.fetchone()
        cursor.execute("ANALYZE")
    return int(there)
