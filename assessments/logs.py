"""What must not reach a log."""

import logging
import re


class RedactSecrets(logging.Filter):
    """Takes the token of a secret link out of every log line and traceback.

    What follows "/z/" is cut up to the next quotation mark: a token may be mistyped with blanks or slashes.
    """

    pattern = re.compile(r"/z/[^\"'\n]*")

    def filter(self, record):
        record.msg = self.pattern.sub("/z/…", record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.pattern.sub("/z/…", record.exc_text)
        return True
