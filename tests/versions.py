"""A made-up later version of the instrument, for what compares versions. It is written to a folder of the test."""

import re
import shutil

from assessments.instrument import CURRENT, files, load_instrument
from recommendations import catalogue as catalogues

LATER = "verstetigung-2027.1"
NEW = ("F1.4", "K6.4")
"""The items of LATER that continue none; it has one text for another, so the old ones end."""
SWAPPED = {"S1": "S2", "S2": "S1"}
"""S1 of LATER continues S2 of the version before, and the other way round."""


def install_versions(folder, monkeypatch, versions=((LATER, CURRENT, NEW),)):
    """The published version and, for each (key, key of the one before, items that continue none), a later one."""
    for name, home in (("instruments", files.FOLDER), ("catalogues", catalogues.FOLDER)):
        shutil.copytree(home / CURRENT, folder / name / CURRENT)
    for key, before, new in versions:
        write_version(folder, key, before, new)
    monkeypatch.setattr(files, "FOLDER", folder / "instruments")
    monkeypatch.setattr(catalogues, "FOLDER", folder / "catalogues")
    forget_versions()


def forget_versions():
    """What was read is kept for the life of a process."""
    load_instrument.cache_clear()
    catalogues.load_catalogue.cache_clear()


def write_version(folder, key, before, new):
    instrument = shutil.copytree(folder / "instruments" / CURRENT, folder / "instruments" / key)
    catalogue = shutil.copytree(folder / "catalogues" / CURRENT, folder / "catalogues" / key)
    version = key.partition("-")[2]
    replace(instrument / "instrument.toml", r"^version = .*$", f'version = "{version}"\ncontinues = "{before}"')
    replace(catalogue / "catalogue.toml", r"^instrument = .*$", f'instrument = "{key}"')
    for path in instrument.glob("*.toml"):
        if path.read_text("utf-8").count("anchors ="):
            replace(path, r'^id = "(.*)"$', lambda found: continued(found[1], new))


def continued(item, new):
    line = f'id = "{item}"'
    return line if item in new else f'{line}\ncontinues = "{SWAPPED.get(item, item)}"'


def replace(path, pattern, replacement):
    path.write_text(re.sub(pattern, replacement, path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
