import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import organizations.tenancy
from organizations.tenancy import AddTenantForeignKey, LockToOrganization

FILL = """
UPDATE conversations_insight i SET turn_count = c.turn_count
FROM conversations_conversation c
WHERE c.organization_id = i.organization_id AND c.id = i.conversation_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0005_a_persons_title_keeps_the_sent_one'),
        ('organizations', '0005_long_work_has_its_progress'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='conversation',
            name='summary_source',
            field=models.CharField(choices=[('generated', 'Generated'), ('person', 'Person')], default='generated', max_length=9),
        ),
        migrations.AddField(
            model_name='insight',
            name='note',
            field=models.CharField(max_length=255, null=True),
        ),
        migrations.AddField(
            model_name='insight',
            name='turn_count',
            field=models.IntegerField(null=True),
        ),
        # Turns were never added to a conversation before this, so each insight saw all of them
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='insight',
            name='turn_count',
            field=models.IntegerField(),
        ),
        migrations.RemoveConstraint(
            model_name='insight',
            name='insight_is_one_per_input_and_generator',
        ),
        migrations.AddConstraint(
            model_name='insight',
            constraint=models.UniqueConstraint(condition=models.Q(('model', None)), fields=('organization', 'conversation', 'generator', 'version', 'input_hash'), name='insight_is_one_per_input_and_generator'),
        ),
        migrations.AddIndex(
            model_name='insight',
            index=models.Index(fields=['organization', 'conversation', '-created_at'], name='insight_newest'),
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('title', 'Title'), ('summary', 'Summary')], max_length=7)),
                ('text', models.TextField(null=True)),
                ('replaced', models.TextField(null=True)),
                ('author_name', models.CharField(max_length=255)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('author', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('conversation', organizations.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='conversations.conversation')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'conversation', '-created_at'], name='wording_newest')],
            },
        ),
        AddTenantForeignKey(
            "conversations_wording", "conversation_id", "conversations_conversation"
        ),
        LockToOrganization("conversations_wording"),
    ]
