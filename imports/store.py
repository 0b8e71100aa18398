"""Storing what was read, many at a time: each whole or not at all, and none twice."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, IntegrityError

from calls.receive import receive_calls
from chats.receive import receive_chats
from conversations.ingest import TAKEN
from conversations.models import Conversation, Kind
from imports.arrival import Arrival
from organizations.models import Project
from organizations.tenancy import within

OF_THE_ROW = ("22", "23", "54")  # SQLSTATE: data, integrity, limits of the program


@dataclass
class Stored:
    """What became of some arrivals; refused are those with the reason."""

    imported: int = 0
    here: int = 0
    refused: list[tuple[Arrival, str]] = field(default_factory=list)


def store(project: Project, arrivals: list[Arrival], since: datetime | None = None) -> Stored:
    """Take them in by their doors; those whose external id is taken are here already.

    What came after since counts as imported: an earlier run of the same import had it stored.
    """
    if not arrivals:
        return Stored()
    fresh, stored = missing(project, arrivals, since)
    try:
        receive(project, fresh)
    except DatabaseError as error:
        if not is_of_a_row(error):
            raise
        one_by_one(project, fresh, stored)
    except ValueError:
        one_by_one(project, fresh, stored)
    else:
        stored.imported += len(fresh)
    return stored


def missing(project, arrivals, since) -> tuple[list[Arrival], Stored]:
    """Those that are not here yet, each once, and the count of the others."""
    known, stored, fresh = present(project, arrivals), Stored(), {}
    for arrival in arrivals:
        if arrival.key not in known and arrival.key not in fresh:
            fresh[arrival.key] = arrival
        elif since and arrival.key in known and known[arrival.key] >= since:
            stored.imported += 1
        else:
            stored.here += 1
    return list(fresh.values()), stored


def present(project, arrivals) -> dict[tuple[str, str], datetime]:
    """Those of their external ids that are taken, and since when; a statement a kind."""
    ids, found = defaultdict(list), {}
    for kind, external_id in (arrival.key for arrival in arrivals):
        ids[kind].append(external_id)
    with within(project.organization):
        rows = Conversation.objects.of(project.organization).filter(project=project)
        for kind, of_kind in ids.items():
            taken = rows.filter(kind=kind, external_id__in=of_kind)
            since = taken.values_list("external_id", "created_at")
            found |= {(kind, external_id): at for external_id, at in since}
    return found


def receive(project, arrivals):
    """All of them or none."""
    chats = [arrival.new for arrival in arrivals if arrival.new.kind == Kind.CHAT]
    calls = [(a.new, a.details) for a in arrivals if a.new.kind == Kind.CALL]
    with within(project.organization):
        receive_chats(project, chats)
        receive_calls(project, calls)


def one_by_one(project, arrivals, stored):
    """Find the ones that can't be stored, and store the others."""
    for arrival in arrivals:
        try:
            receive(project, [arrival])
        except IntegrityError as error:
            if TAKEN in str(error):
                stored.here += 1
            else:
                stored.refused.append((arrival, reason(error)))
        except (DatabaseError, ValueError) as error:
            if isinstance(error, DatabaseError) and not is_of_a_row(error):
                raise
            stored.refused.append((arrival, reason(error)))
        else:
            stored.imported += 1


def is_of_a_row(error: DatabaseError) -> bool:
    """Whether what was stored is at fault, and not the database or the way to it."""
    return (getattr(error.__cause__, "sqlstate", None) or "").startswith(OF_THE_ROW)


def reason(error: Exception) -> str:
    return f"It can't be stored: {str(error).splitlines()[0]}"
