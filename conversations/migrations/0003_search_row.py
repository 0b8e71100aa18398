"""The search row: a table in 8 partitions that nobody may touch, and a view of it (ADR 0006).

A policy would come before `@@` and LIKE and keep them from their indexes, so the view
filters by the same setting instead.
"""

from django.conf import settings
from django.db import migrations

from organizations.tenancy import CURRENT

PARTITIONS = 8

STORE = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE search_row_store (
    organization_id bigint NOT NULL,
    conversation_id uuid NOT NULL,
    project_id bigint NOT NULL,
    kind varchar(4) NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    duration_ms bigint,
    title_key varchar(200) COLLATE "C" NOT NULL,
    status varchar(16) COLLATE "C" NOT NULL DEFAULT 'ENDED',
    language varchar(64),
    sentiment varchar(64),
    rating bigint,
    is_escalated boolean,
    category varchar(64),
    turn_count integer NOT NULL,
    properties jsonb NOT NULL DEFAULT '{}',
    said text NOT NULL DEFAULT '',
    about text NOT NULL DEFAULT '',
    who text NOT NULL DEFAULT '',
    tools text NOT NULL DEFAULT '',
    details text NOT NULL DEFAULT '',
    notes text NOT NULL DEFAULT '',
    tags text NOT NULL DEFAULT '',
    idents text NOT NULL DEFAULT '',
    tokens tsvector NOT NULL DEFAULT '',
    search_partial boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organization_id, conversation_id),
    CONSTRAINT search_row_conversation_id_tenant_fk
        FOREIGN KEY (organization_id, conversation_id)
        REFERENCES conversations_conversation (organization_id, id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) PARTITION BY HASH (organization_id);

ALTER TABLE search_row_store ALTER tokens SET STORAGE EXTERNAL;

-- lz4 reads faster; a PostgreSQL built without it keeps its own compression.
DO $$ BEGIN
    IF 'lz4' = ANY (SELECT unnest(enumvals) FROM pg_settings
                    WHERE name = 'default_toast_compression') THEN
        ALTER TABLE search_row_store
            ALTER said SET COMPRESSION lz4, ALTER tools SET COMPRESSION lz4;
    END IF;
END $$;
"""

# A keyset index for each sort of the lists, in one project (API, pages) and in all (pages).
SORTS = ("created_at", "started_at", "ended_at", "duration_ms", "title_key")
INDEXES = "\n".join(
    [
        f"CREATE INDEX search_row_{sort}_in_project ON search_row_store"
        f" (organization_id, project_id, kind, {sort}, conversation_id);"
        for sort in SORTS
    ]
    + [
        # The dashboard's default sort, and its sort by title
        "CREATE INDEX search_row_started_at ON search_row_store"
        " (organization_id, kind, started_at, conversation_id);",
        # GET /v1/call?sortBy=status
        "CREATE INDEX search_row_status_in_project ON search_row_store"
        " (organization_id, project_id, status, conversation_id) WHERE kind = 'call';",
        # Search: words, then ids, numbers and e-mails, then what was too large for tokens
        "CREATE INDEX search_row_tokens ON search_row_store"
        " USING gin (tokens) WITH (fastupdate = off);",
        "CREATE INDEX search_row_idents ON search_row_store"
        " USING gin (idents gin_trgm_ops) WITH (fastupdate = off);",
        "CREATE INDEX search_row_partial ON search_row_store"
        " (organization_id) WHERE search_partial;",
        # The lists' filters by property
        "CREATE INDEX search_row_properties ON search_row_store"
        " USING gin (properties) WITH (fastupdate = off);",
    ]
)


def make_partitions(apps, schema_editor):
    for n in range(PARTITIONS):
        schema_editor.execute(
            f"CREATE TABLE search_row_store_{n} PARTITION OF search_row_store"
            f" FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {n})"
            " WITH (toast_tuple_target = 128, fillfactor = 90)"
        )


def take_grants(apps, schema_editor):
    """Undo what the default privileges gave: the app reaches the rows by the view alone."""
    role = schema_editor.quote_name(settings.DATABASES["default"]["USER"])
    for table in ("search_row_store", *[f"search_row_store_{n}" for n in range(PARTITIONS)]):
        schema_editor.execute(f"REVOKE ALL ON {table} FROM {role}")


class Migration(migrations.Migration):
    dependencies = [("conversations", "0002_two_locks")]

    operations = [
        migrations.RunSQL(STORE, "DROP TABLE search_row_store"),
        migrations.RunPython(make_partitions, migrations.RunPython.noop),
        migrations.RunSQL(INDEXES, migrations.RunSQL.noop),
        migrations.RunPython(take_grants, migrations.RunPython.noop),
        migrations.RunSQL(
            "CREATE VIEW search_row AS SELECT * FROM search_row_store"
            f" WHERE organization_id = {CURRENT} WITH LOCAL CHECK OPTION",
            "DROP VIEW search_row",
        ),
    ]
