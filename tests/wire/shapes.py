"""Reading a body as a view does, without storing it: tables of faults need no database."""

import json

import pytest
from django.test import RequestFactory

from web.api import read
from web.faults import Fault


def refused(shape, body):
    """The Fault of a body that must not be read as this shape."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = RequestFactory().post("/", data, content_type="application/json")
    with pytest.raises(Fault) as caught:
        read(shape, request)
    assert caught.value.status == 400
    return caught.value


def paths_of(fault):
    return [detail["path"] for detail in fault.details]
