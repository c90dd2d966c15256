"""Sessions in the database, safe for two requests at once: each stores only the keys it changed.

Django's own store writes back all that a request read at its begin. Of two checks that one person starts in two tabs
at the same moment, one would lose its link for good.
"""

from copy import deepcopy

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import router, transaction

from assessments.outages import is_outage


class SessionStore(db.SessionStore):
    _read = {}

    def load(self):
        data = super().load()
        self._read = deepcopy(data)
        return data

    def save(self, must_create=False):
        """What is stored then is what the next save in this request compares with: logging in saves more than once."""
        if must_create or self.session_key is None:
            super().save(must_create)
        else:
            self._update()
        self._read = deepcopy(self._get_session(no_load=True))

    def _update(self):
        """Raises UpdateError where the session ended meanwhile. Django says the same of a database that fails."""
        try:
            with transaction.atomic(using=router.db_for_write(self.model)):
                stored = self.model.objects.select_for_update().filter(session_key=self.session_key).first()
                if stored:
                    self._session_cache = self._merged(stored.get_decoded())
                super().save()
        except UpdateError as error:
            if is_outage(error.__context__):
                raise error.__context__ from error.__context__.__cause__
            raise

    def _merged(self, stored):
        """What is stored now with the changes of this request."""
        own = self._get_session()
        changed = {key: value for key, value in own.items() if key not in self._read or self._read[key] != value}
        kept = {key: value for key, value in stored.items() if key in own or key not in self._read}
        return {**kept, **changed}
