"""Finding the customers of an arriving conversation, and making the new ones.

A customer is known to the organization by phone number, else by label; one with neither
takes part without a row of its own.
"""

from django.db.models import Q

from conversations.insert import insert_missing
from conversations.models import Customer
from conversations.new import NewCustomer


def key(new: NewCustomer) -> tuple | None:
    if new.phone:
        return ("phone", new.phone)
    if new.label:
        return ("label", new.label)
    return None


def customers_of(organization, described: list[NewCustomer]) -> dict[tuple, Customer]:
    """The customers by their key(), the unknown ones made."""
    wanted = {}
    for new in described:
        wanted.setdefault(key(new), new)
    wanted.pop(None, None)
    if not wanted:
        return {}
    found = _look(organization, wanted)
    missing = [
        Customer(organization=organization, phone=new.phone, label=new.label)
        for k, new in sorted(wanted.items())  # no ring of waiting writers
        if k not in found
    ]
    if missing:
        inserted = insert_missing(Customer, missing)
        found |= {_key_of(row): row for row in missing if row.pk in inserted}
    if len(found) < len(wanted):
        found |= _look(organization, wanted)
    return found


def _look(organization, wanted):
    phones = [value for field, value in wanted if field == "phone"]
    labels = [value for field, value in wanted if field == "label"]
    rows = Customer.objects.of(organization).filter(
        Q(phone__in=phones) | Q(phone=None, label__in=labels)
    )
    return {_key_of(row): row for row in rows}


def _key_of(row):
    return ("phone", row.phone) if row.phone else ("label", row.label)
