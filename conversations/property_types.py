"""The types of a project's properties: each keeps the one that it was first stored with."""

from collections.abc import Mapping

from conversations.insert import insert_missing
from conversations.models import Conversation, PropertyType, SearchRow
from conversations.properties import plain_name
from organizations.models import Project

Type = PropertyType.Type


class OtherType(Exception):
    """Properties that the project stores with another type, by plain name.

    raced: it was not so when the change began, so another change came first.
    """

    def __init__(self, types: Mapping[str, Type], raced: bool = False):
        super().__init__(f"Stored with another type: {', '.join(types)}")
        self.types, self.raced = types, raced


def learn(project: Project, values: Mapping[str, object]):
    """Remember the types of these values by plain name; OtherType where one is remembered.

    A name that was never changed has the type of the first conversation that came with it.
    """
    types = {name: type_of(value) for name, value in values.items()}
    known = _known(project, types)
    unknown = sorted(types.keys() - known.keys())  # in order: no ring of waiting writers
    first = {name: _first_stored(project, name) or types[name] for name in unknown}
    _refuse(types, known | first)
    if first:
        insert_missing(PropertyType, [_row(project, *one) for one in first.items()])
        _refuse(types, _known(project, types), raced=True)


def type_of(value: object) -> Type:
    """Objects and lists are text, as calls show them (contract 5.11)."""
    if isinstance(value, bool):
        return Type.BOOLEAN
    return Type.NUMBER if isinstance(value, int | float) else Type.TEXT


def _known(project, names):
    rows = PropertyType.objects.of(project.organization).filter(project=project, name__in=names)
    return {name: Type(type) for name, type in rows.values_list("name", "type")}


def _first_stored(project, name):
    """The type in the project's oldest conversation that has the property; None without one."""
    organization = project.organization
    rows = SearchRow.objects.of(organization).filter(project=project, properties__has_key=name)
    key = rows.order_by("created_at").values_list("conversation_id", flat=True).first()
    if key is None:
        return None
    properties = Conversation.objects.of(organization).values_list("properties", flat=True)
    named = {plain_name(sent): value for sent, value in properties.get(pk=key).items()}
    return type_of(named.get(name))


def _row(project, name, type):
    return PropertyType(organization=project.organization, project=project, name=name, type=type)


def _refuse(types, stored, raced=False):
    other = {name: stored[name] for name, type in types.items() if stored[name] != type}
    if other:
        raise OtherType(other, raced)
