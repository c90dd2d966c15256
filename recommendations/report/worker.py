"""Turns one HTML into one PDF in a process of its own: `python -m recommendations.report.worker < job > pdf`.

The process limits itself before it reads anything, so a hostile text costs seconds, not the server. It knows neither
Django nor the database. A job is JSON: `html`, `files` (name → path, all that "static:" may reach), `attachment`
(name, text, description, or null), `stamp` (date and time, for the attachment). Whatever WeasyPrint says goes to
standard error, a JSON line each. Whoever starts it gives it a folder for its files (TMPDIR) and removes that.
"""

import gc
import json
import logging
import os
import resource
import sys
from datetime import datetime
from functools import partial
from pathlib import Path

CPU_SECONDS = 60
MEMORY_BYTES = 2 << 30
FILE_BYTES = 64 << 20
# What Python tells before it does it (sys.addaudithook): whoever draws asks nobody and starts nothing.
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.kill")
MOST_ATTEMPTS = 3
KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".ttf": "font/ttf"}


class LineHandler(logging.Handler):
    def emit(self, record):
        sys.stderr.write(json.dumps({"level": record.levelno, "message": record.getMessage()}) + "\n")


def limit_itself():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(refuse)


def refuse(event, arguments):
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"not while drawing: {event}")


def make_fetcher(files):
    """A fetcher that knows the named files and nothing else: no network, no other file."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class NamedFiles(URLFetcher):
        def fetch(self, url, headers=None):
            scheme, _, name = url.partition(":")
            if scheme != "static" or name not in files:
                raise ValueError(f"not a file of the report: {url[:80]}")
            kind = KINDS[Path(name).suffix]
            return URLFetcherResponse(url, Path(files[name]).read_bytes(), {"Content-Type": kind})

    return NamedFiles(allowed_protocols=(), fail_on_errors=True)


def make_attachments(job):
    from weasyprint import Attachment

    if job["attachment"] is None:
        return []
    stamp = datetime.fromisoformat(job["stamp"])
    return [
        Attachment(
            # A lone surrogate, which JSON can hold and UTF-8 cannot, becomes its JSON escape.
            string=job["attachment"]["text"].encode("utf-8", "backslashreplace"),
            base_url="static:",
            name=job["attachment"]["name"],
            description=job["attachment"]["description"],
            relationship="Source",
            created=stamp,
            modified=stamp,
        )
    ]


def write_pdf(job):
    """Once more with a little padding in the rare case that the file holds a stream with an ambiguous end."""
    from recommendations.report.finisher import AMBIGUOUS_END

    for padding in range(MOST_ATTEMPTS):
        pdf = attempt(job, padding)
        if AMBIGUOUS_END not in pdf:
            break
    return pdf


def attempt(job, padding):
    from weasyprint import HTML

    from recommendations.report.finisher import finish

    page = HTML(string=job["html"], base_url="static:", url_fetcher=make_fetcher(job["files"]))
    return page.write_pdf(
        pdf_variant="pdf/a-3a", attachments=make_attachments(job), finisher=partial(finish, padding=padding)
    )


def main():
    limit_itself()
    # One document and the end: to look for what could be freed costs a tenth of the time and frees next to nothing.
    gc.disable()
    logger = logging.getLogger("weasyprint")
    logger.handlers = [LineHandler(logging.WARNING)]
    sys.stdout.buffer.write(write_pdf(json.load(sys.stdin.buffer)))
    sys.stdout.buffer.flush()
    # Gone at once, nothing taken down: Pango ends a thread of its own when its fonts are freed, and if Python unloads
    # the library before that thread has ended, the process dies by SIGSEGV, with the PDF already written.
    os._exit(0)


if __name__ == "__main__":
    main()
