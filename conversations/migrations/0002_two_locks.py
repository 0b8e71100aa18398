from django.db import migrations

from organizations.tenancy import AddTenantForeignKey, LockToOrganization

CONVERSATION = "conversations_conversation"
AGENT = "conversations_agent"
ENDPOINT = "conversations_agentendpoint"
CUSTOMER = "conversations_customer"
PARTICIPANT = "conversations_participant"
TURN = "conversations_turn"
TOOL = "conversations_toolinvocation"
TALLY = "conversation_tally"
PROJECT = "organizations_project"


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0001_what_was_said"),
        ("organizations", "0002_two_locks"),
    ]

    operations = [
        AddTenantForeignKey(CONVERSATION, "project_id", PROJECT),
        AddTenantForeignKey(AGENT, "project_id", PROJECT),
        AddTenantForeignKey(ENDPOINT, "agent_id", AGENT),
        AddTenantForeignKey(PARTICIPANT, "conversation_id", CONVERSATION),
        AddTenantForeignKey(PARTICIPANT, "agent_id", AGENT),
        AddTenantForeignKey(PARTICIPANT, "endpoint_id", ENDPOINT),
        AddTenantForeignKey(PARTICIPANT, "customer_id", CUSTOMER),
        AddTenantForeignKey(TURN, "conversation_id", CONVERSATION),
        AddTenantForeignKey(TURN, "participant_id", PARTICIPANT),
        AddTenantForeignKey(TOOL, "conversation_id", CONVERSATION),
        AddTenantForeignKey(TOOL, "participant_id", PARTICIPANT),
        AddTenantForeignKey(TALLY, "project_id", PROJECT),
        *[
            LockToOrganization(table)
            for table in (
                CONVERSATION,
                AGENT,
                ENDPOINT,
                CUSTOMER,
                PARTICIPANT,
                TURN,
                TOOL,
                TALLY,
                "search_term",
            )
        ],
    ]
