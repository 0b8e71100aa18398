"""Each row of section 5 of docs/contract.md has a test that sends it: here is which."""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CONTRACT = HERE.parent.parent / "docs/contract.md"
CHAT = "test_chat_fields.py::test_is_refused_with_the_path_of_the_fault"
CALL = "test_call_fields.py::test_is_refused_with_the_path_of_the_fault"
CHAT_TAKEN = "test_chat_fields.py::test_is_accepted"
CALL_TAKEN = "test_call_fields.py::test_is_accepted"
CHATS = "test_chat_list.py::test_a_wrong_parameter_is_400_with_its_name"
CALLS = "test_call_list.py::test_a_wrong_parameter_is_400_with_its_name"
PATCHED = "test_properties.py::test_what_is_wrong_is_400_and_nothing_is_written"
HELD = {
    "5.1": [CHAT_TAKEN, CALL_TAKEN],
    "5.2": [CHAT, CALL],
    "5.3": [CHATS, CALLS],
    "5.4": ["test_chat_fields.py::test_roles_go_by_several_names", CHAT, CALL],
    "5.5": [
        "test_agents_and_customers.py::test_singular_and_plural_are_merged_in_order_without_doubles"
    ],
    "5.6": [
        "test_agents_and_customers.py::test_an_unknown_uuid_makes_a_placeholder_that_shows_it",
        "test_isolation.py::test_the_same_agent_id_is_another_agent_there",
        CHAT,
    ],
    "5.7": [CHAT_TAKEN],
    "5.8": ["test_agents_and_customers.py::test_customers_come_back_as_sent", CHAT, CHAT_TAKEN],
    "5.9": [
        "test_call_fields.py::test_filters_know_a_calls_properties_by_plain_names_and_the_last_wins",
        "test_chat_fields.py::test_properties_come_back_exactly_as_sent",
        "test_chat_list.py::test_any_spelling_and_any_value",
    ],
    "5.10": ["test_call_list.py::test_of_two_spellings_in_one_call_the_last_counts", PATCHED],
    "5.11": [
        "test_properties.py::test_a_calls_are_stored_in_snake_case_and_come_back_as_text",
        "test_properties.py::test_a_chats_are_stored_as_sent",
        "test_properties.py::test_the_first_write_decides_for_the_project_both_kinds_alike",
    ],
    "5.12": [
        "test_duplicates.py::test_the_same_external_id_again_is_409_and_one_row",
        "test_duplicates.py::test_a_chat_and_a_call_may_share_one",
        "test_duplicates.py::test_fifty_at_once_are_one_row_and_49_conflicts",
        "test_deletes.py::test_leaves_its_external_id_free",
    ],
    "5.13": ["test_widths.py::test_one_character_more_is_refused"],
    "5.14": [CHAT_TAKEN, "test_widths.py::test_a_text_as_wide_as_its_limit_is_stored"],
    "5.15": ["test_chat_fields.py::test_a_tools_result_is_kept_as_sent", CHAT, CALL],
    "5.16": [CHAT, CALL],
    "5.17": [
        "test_call_fields.py::test_a_call_lasts_until_its_last_end_offset",
        "test_late_parts.py::test_only_their_ends_tell_how_long_the_call_lasted",
    ],
    "5.18": [CALL_TAKEN],
    "5.19": ["test_contract.py::test_a_title_and_a_summary_that_are_sent_are_not_taken"],
    "5.20": ["test_chat_list.py::test_finds_a_chat_by_its_notes_alone"],
    "5.21": [CHATS, CALLS],
    "5.22": ["test_isolation.py::test_what_is_no_id_of_any_is_404"],
    "5.23": [CHAT_TAKEN, "test_chat_fields.py::test_messages_keep_their_order_and_their_times"],
    "5.24": ["test_values.py::test_times_in_and_out", "test_values.py::test_what_is_no_time"],
    "5.25": [
        CHAT,
        CALL,
        "test_chatlogger.py::test_is_refused_with_the_path_of_the_fault",
        "test_framework_defaults.py::test_unknown_paths_are_404_as_an_envelope",
    ],
    "5.26": [
        "test_hostile_bodies.py::test_what_is_no_json_object_is_400",
        "test_hostile_bodies.py::test_even_in_a_field_that_is_ignored",
        "test_hostile_bodies.py::test_what_postgresql_cannot_keep_is_400_in_properties",
        "test_hostile_bodies.py::test_a_body_beyond_20_mib_is_413_as_json",
    ],
    "5.27": [
        "test_isolation.py::test_an_upper_case_id_is_the_same",
        "test_deletes.py::test_each_id_comes_back_once_in_lower_case",
    ],
    "5.28": [
        "test_hostile_bodies.py::test_a_get_with_a_body_is_answered_as_without",
        "test_hostile_bodies.py::test_a_form_is_400",
    ],
    "5.29": [
        CHATS,
        CALLS,
        "test_chat_list.py::test_twenty_names_and_no_more",
        "test_call_list.py::test_twenty_names_and_no_more",
    ],
    "5.30": [
        CALL,
        "../browsing/test_lists.py::test_text_from_outside_is_escaped",
        "../browsing/test_details.py::test_hostile_text_is_escaped_and_no_script_becomes_a_link",
    ],
    "5.31": [
        "test_widths.py::test_a_text_as_wide_as_its_limit_is_stored",
        "test_widths.py::test_one_character_more_is_refused",
        "test_widths.py::test_integers_are_bounded_by_their_columns",
        "test_widths.py::test_a_text_beyond_what_search_can_hold_is_stored_all_the_same",
    ],
    "5.32": [
        "test_framework_defaults.py::test_unknown_parameters_are_ignored",
        "test_framework_defaults.py::test_accept_is_ignored",
        "test_framework_defaults.py::test_nul_in_a_query_is_400",
        "test_framework_defaults.py::test_other_methods_are_405_as_an_envelope",
        "test_framework_defaults.py::test_head_is_get_without_its_body",
        "test_framework_defaults.py::test_options_tells_what_is_allowed",
        "test_hostile_bodies.py::test_the_content_type_is_ignored_if_it_is_json",
        "test_bodies_on_the_way.py::test_a_body_beyond_20_mib_is_413_as_json",
        "test_access.py::test_no_credential_is_401_and_never_403",
    ],
    "5.33": ["test_late_parts.py::test_new_ones_are_added_and_doubles_skipped"],
    "5.34": [
        "test_framework_defaults.py::test_unknown_paths_of_chatlogger_are_404_as_a_flat_map",
        "test_parley.py",
    ],
}
BODIES = {
    "/v1/chat": {
        "startTimestamp": "2026-01-15T10:00:00Z",
        "endTimestamp": "2026-01-15T10:30:00Z",
        "messages": [
            {"role": "USER", "text": "Where is it?", "startTimestamp": "2026-01-15T10:00:05Z"}
        ],
    },
    "/v1/call": {
        "recordingUrl": "https://recordings.example.com/1.wav",
        "startedAt": "2026-01-15T10:00:00Z",
        "interfaceType": "PHONE",
        "callDirection": "INBOUND",
        "transcript": [
            {"role": "CUSTOMER", "text": "Where is it?", "startOffsetMs": 0, "endOffsetMs": 9}
        ],
    },
}


def rows():
    return re.findall(r"^\| (5\.\d+) \|", CONTRACT.read_text(), re.MULTILINE)


def names_in(path):
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = ast.walk(ast.parse(path.read_text()))
    return {node.name for node in nodes if isinstance(node, functions)}


def test_every_row_is_held():
    assert rows() == list(HELD)


@pytest.mark.parametrize("row", HELD)
def test_what_holds_a_row_is_there(row):
    for place in HELD[row]:
        path, _, name = place.partition("::")
        assert (HERE / path).exists()
        assert not name or name in names_in(HERE / path), place


@pytest.mark.parametrize("path", BODIES)
def test_a_title_and_a_summary_that_are_sent_are_not_taken(api, path):
    sent = BODIES[path] | {"title": "Mine", "summary": "Mine too"}
    id = api.post(path, sent).json()["data"]["id"]
    told = api.get(f"{path}/{id}").json()["data"]
    assert (told["title"], told["summary"]) == ("Where is it?", None)
