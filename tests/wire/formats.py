"""Strings of a format of ours, for schemathesis, which loads this by SCHEMATHESIS_HOOKS."""

import base64
import json

import schemathesis
from hypothesis import strategies as st


def cursor(at, id):
    """A place in a list that is sorted by a time, whether or not a row is there (contract 3)."""
    document = json.dumps({"sortValue": f"{at.isoformat()}Z", "id": str(id)})
    return base64.urlsafe_b64encode(document.encode()).decode()


schemathesis.openapi.format("cursor", st.builds(cursor, st.datetimes(), st.uuids()))
