"""What PostgreSQL is to sort as SQLite does, whatever the language of the machine (assessments.0006_plain_order)."""

from django.db import migrations


def sort_by_codes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            'ALTER TABLE recommendations_participation ALTER COLUMN round TYPE varchar(120) COLLATE "C",'
            ' ALTER COLUMN project TYPE varchar(200) COLLATE "C"'
        )


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0003_programmes")]

    operations = [migrations.RunPython(sort_by_codes, migrations.RunPython.noop)]
