import os
import re

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verstetigung.settings")

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
