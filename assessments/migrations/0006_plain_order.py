"""PostgreSQL sorts text as the operating system's language says, and differently on another machine. What is only
letters without accents, digits and spaces is sorted by their codes, as SQLite does: "neu ulm" before "neuenburg"."""

from django.db import migrations


def sort_by_codes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            'ALTER TABLE assessments_municipality ALTER COLUMN search_key TYPE varchar(240) COLLATE "C"'
        )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_counters")]

    operations = [migrations.RunPython(sort_by_codes, migrations.RunPython.noop)]
