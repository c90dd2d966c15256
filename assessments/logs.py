"""What must not reach a log."""

import logging
import re


class RedactSecrets(logging.Filter):
    """Takes the token of a secret link out of every log line and traceback.

    What follows the address of such a link is cut up to the next quotation mark: a token may be mistyped with blanks
    or slashes. Anywhere else whatever looks like a token or the key of a session is cut: 32 characters, which no UUID
    has.
    """

    addresses = ("z", "b", "einladung", "konto/einmal", "konto/adresse/bestaetigen", "konto/passwort/neu")
    pattern = re.compile(
        rf"(/(?:{'|'.join(addresses)})/|/konto/anbieter/antwort/\?)[^\"'\n]*|(?<![\w-])[\w-]{{32}}(?![\w-])",
        re.ASCII | re.IGNORECASE,
    )

    def filter(self, record):
        record.msg = self.redact(record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.redact(record.exc_text)
        return True

    def redact(self, text):
        return self.pattern.sub(r"\1…", text)
