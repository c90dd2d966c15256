"""The history keeps no words of a listing: they are gone once it is withdrawn (recommendations.actions.exchange)."""

from django.db import migrations

WORDS = {"text": "Text", "contact": "Stelle"}


def without_words(changes):
    """What a change says; of a new listing only its consent, which alone had nothing before it."""
    kept = {name: change for name, change in changes.items() if name not in WORDS}
    changed = [label for name, label in WORDS.items() if name in changes]
    return kept if "consent" in changes or not changed else kept | {"fields": [None, ", ".join(changed)]}


def drop_words(apps, schema_editor):
    entries = apps.get_model("assessments", "HistoryEntry").objects.using(schema_editor.connection.alias)
    for entry in list(entries.filter(kind="listing_saved")):
        changes = without_words(entry.changes)
        if changes != entry.changes:
            entries.filter(pk=entry.pk).update(changes=changes)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_decision"), ("recommendations", "0006_exchange")]

    operations = [migrations.RunPython(drop_words, migrations.RunPython.noop)]
