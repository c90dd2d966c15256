"""What tests of backup and restore share."""

import pytest
from django.core.management import CommandError, call_command

from assessments.tables import applied_migrations, models_at, rows_of


def refusal(*arguments):
    with pytest.raises(CommandError) as raised:
        call_command(*map(str, arguments))
    return str(raised.value)


def all_rows():
    return {name: list(rows_of(model)) for name, model in models_at(applied_migrations()).items()}
