"""Copy the UI assets that npm installed to where static files are served from, and make TTF fonts for the PDF."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from fontTools import subset
from fontTools.ttLib import TTFont

# Latin with accents, punctuation, arrows, mathematical signs: what German and Sorbian names and our texts need.
# Anything else typed in falls back to a font of the reader's system; the PDF has the whole font.
UNICODES = "0020-007E,00A0-017F,1E9E,2010-2026,202F,2030,2039-203A,20AC,2190-2193,2212,2248,2264-2265"
FONTS = ("FiraSans-Regular", "FiraSans-Medium", "FiraSans-SemiBold")


class Command(BaseCommand):
    help = "Legt die mit npm installierten KERN-Dateien für Seiten und PDF bereit."
    requires_system_checks = []

    def handle(self, **options):
        source = settings.BASE_DIR / "node_modules" / "@kern-ux" / "native" / "dist"
        if not source.is_dir():
            raise CommandError("KERN fehlt: bitte zuerst „npm ci“ aufrufen (make setup tut das).")
        target = settings.ASSETS_DIR / "kern"
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / "kern.min.css", target / "kern.min.css")
        for name in FONTS:
            install_font(source / "fonts" / "fira-sans" / f"{name}.woff2", target)
        self.stdout.write(f"UI-Dateien liegen in {target.relative_to(settings.BASE_DIR)}.")


def install_font(woff2: Path, target: Path):
    """A WOFF2 with the characters we need for browsers, and the whole font as TTF for WeasyPrint."""
    options = subset.Options(flavor="woff2")
    font = subset.load_font(woff2, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(UNICODES))
    subsetter.subset(font)
    subset.save_font(font, target / woff2.name, options)
    whole = TTFont(woff2, recalcTimestamp=False)
    whole.flavor = None
    whole.save(target / woff2.with_suffix(".ttf").name)
