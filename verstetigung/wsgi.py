import os
import re

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verstetigung.settings")
# On PostgreSQL no page waits for ever: what is stuck ends with an error that a page explains. Commands, some of whose
# statements take long, go without. Options in DATABASE_URL replace these.
os.environ.setdefault(
    "PGOPTIONS", "-c statement_timeout=30s -c lock_timeout=15s -c idle_in_transaction_session_timeout=60s"
)

CHARSET = re.compile(r"charset\*?\s*=\s*\"?([^;\"]*)", re.IGNORECASE)


def mark_foreign_encoding(application):
    """Django fails before any page of ours can answer where a request names an encoding like "hex".

    Such a request is handed on with a content type that the middleware refuses.
    """

    def wrapped(environ, start_response):
        named = CHARSET.findall(environ.get("CONTENT_TYPE", ""))
        if any(name.strip().lower() not in {"utf-8", "utf8"} for name in named):
            environ["CONTENT_TYPE"] = "application/x-foreign-encoding"
        return application(environ, start_response)

    return wrapped


application = mark_foreign_encoding(get_wsgi_application())
