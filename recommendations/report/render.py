"""From a template and its values to PDF bytes; with worker.py and finisher.py the only place that knows WeasyPrint.

Every PDF is made by a fresh process that limits its own time and memory (worker.py). Measured on 2 cores: the start
with the import of WeasyPrint costs 0.5 s CPU of about 2 s. A process that stays warm and forks for each document
would save that, but has to be supervised under every kind of server; forking a server that runs threads is not safe.
"""

import json
import logging
import os
import subprocess
import sys
from datetime import datetime
from tempfile import TemporaryDirectory

from django.conf import settings
from django.template.loader import render_to_string

from recommendations.report.printable import drawable

SECONDS = 90
STYLES = {"report.css": "report.css", "box.svg": "report-box.svg"}
FONTS = ("FiraSans-Regular.ttf", "FiraSans-Medium.ttf", "FiraSans-SemiBold.ttf")
# PDF wants dates for an attachment; a document without one gets this, never the clock.
NO_DATE = datetime(2000, 1, 1)
# What the other process gets of this one's environment: no secret key, no database address.
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "FONTCONFIG_FILE")
logger = logging.getLogger(__name__)
weasyprint_logger = logging.getLogger("weasyprint")


class ReportError(Exception):
    """No PDF could be made; the message says why, in German."""


def render_pdf(template: str, values: dict, *, stamp: datetime | None = None, attachment: dict | None = None) -> bytes:
    """Byte-identical for equal input. Raises ReportError."""
    job = {
        "files": named_files(),
        "html": drawable(render_to_string(template, values)),
        "attachment": attachment,
        "stamp": (stamp or NO_DATE).replace(tzinfo=None).isoformat(),
    }
    return run_worker(json.dumps(job).encode())


def named_files() -> dict[str, str]:
    """All that a report may refer to as "static:<name>"."""
    files = {name: settings.ASSETS_DIR / "kern" / name for name in FONTS}
    files |= {name: settings.BASE_DIR / "static" / "css" / path for name, path in STYLES.items()}
    missing = [name for name, path in files.items() if not path.is_file()]
    if missing:
        raise ReportError(f"Für das PDF fehlen {', '.join(missing)}: bitte zuerst „make setup“ aufrufen.")
    return {name: str(path) for name, path in files.items()}


def run_worker(job: bytes) -> bytes:
    command = [sys.executable, "-m", "recommendations.report.worker"]
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    try:
        # WeasyPrint lays its fonts there. Removed here, for that process ends at once or is killed.
        with TemporaryDirectory(prefix="pdf-", ignore_cleanup_errors=True) as folder:
            done = subprocess.run(
                command,
                input=job,
                capture_output=True,
                timeout=SECONDS,
                cwd=settings.BASE_DIR,
                env=environment | {"TMPDIR": folder},
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        raise ReportError("Das PDF ist nicht rechtzeitig fertig geworden.") from error
    except OSError as error:
        raise ReportError("Das PDF konnte nicht erstellt werden.") from error
    pass_on_messages(done.stderr)
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        # Below 0: the signal it died by, which is all that is known then.
        logger.warning("The process that draws ended with %s.", done.returncode)
        raise ReportError("Das PDF konnte nicht erstellt werden.")
    return done.stdout


def pass_on_messages(lines: bytes) -> None:
    """What WeasyPrint said in the other process is logged here as if it had been said here; the rest as a warning."""
    for line in lines.decode(errors="replace").splitlines():
        try:
            entry = json.loads(line)
            weasyprint_logger.log(entry["level"], "%s", entry["message"])
        except (ValueError, KeyError, TypeError):
            logger.warning("%s", line)
