from django.db import migrations

from organizations.tenancy import (
    AddPersonForeignKey,
    AddTenantForeignKey,
    LockToOrganization,
    NarrowGrant,
)


class Migration(migrations.Migration):
    dependencies = [("annotations", "0003_notes_and_scores")]

    operations = [
        AddTenantForeignKey("annotations_note", "conversation_id", "conversations_conversation"),
        AddTenantForeignKey("annotations_note", "turn_id", "conversations_turn"),
        AddTenantForeignKey("annotations_score", "conversation_id", "conversations_conversation"),
        AddTenantForeignKey("annotations_score", "turn_id", "conversations_turn"),
        AddTenantForeignKey("annotations_tagging", "api_key_id", "organizations_apikey"),
        AddPersonForeignKey("annotations_tagging", "author_id"),
        AddTenantForeignKey("annotations_note", "api_key_id", "organizations_apikey"),
        AddPersonForeignKey("annotations_note", "author_id"),
        AddTenantForeignKey("annotations_score", "api_key_id", "organizations_apikey"),
        AddPersonForeignKey("annotations_score", "author_id"),
        AddTenantForeignKey("annotations_note", "thread_id", "annotations_note"),
        AddPersonForeignKey("annotations_note", "resolved_by_id"),
        AddTenantForeignKey("annotations_noterevision", "note_id", "annotations_note"),
        AddTenantForeignKey("annotations_mention", "note_id", "annotations_note"),
        AddPersonForeignKey("annotations_mention", "person_id", "CASCADE"),
        AddTenantForeignKey("annotations_score", "config_id", "annotations_scoreconfig"),
        AddTenantForeignKey("annotations_score", "version_id", "annotations_scoreconfigversion"),
        AddTenantForeignKey("annotations_scoreconfigversion", "config_id", "annotations_scoreconfig"),
        AddTenantForeignKey("annotations_scoreconfig", "current_id", "annotations_scoreconfigversion"),
        LockToOrganization("annotations_note"),
        LockToOrganization("annotations_noterevision"),
        LockToOrganization("annotations_mention"),
        LockToOrganization("annotations_score"),
        LockToOrganization("annotations_scoreconfig"),
        LockToOrganization("annotations_scoreconfigversion"),
        NarrowGrant("annotations_score", update=["is_current"], delete=True),
    ]
