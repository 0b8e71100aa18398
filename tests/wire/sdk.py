"""Roark's own SDK, strict, against a running server (contract 2)."""

import pytest
from roark_analytics import Roark


@pytest.fixture
def sdk(live, tenant):
    with Roark(base_url=live, bearer_token=tenant[1], _strict_response_validation=True) as client:
        yield client


def create_call(sdk, **changes):
    return sdk.call.create(
        **{
            "recording_url": "https://recordings.example.com/1.wav",
            "started_at": "2026-01-15T10:00:00Z",
            "interface_type": "PHONE",
            "call_direction": "INBOUND",
            **changes,
        }
    )
