"""How many kilobytes a page loads, as they are sent: at the first visit, and later, when only it itself is new."""

import re

from tests.bench.figures import at_most
from tests.bench.pages import browser_of, check_pages
from tests.bench.targets import FIRST_VISIT_KB, LATER_KB

REFERRED = re.compile(r"(?:src|href)=\"(/static/[^\"#]+)\"")
IN_STYLES = re.compile(r"url\([\"']?([^\"')#]+)")


def measure_weight(bench):
    """The heaviest of the pages."""
    weights = [weigh(bench.outside, page) for page in check_pages(bench)]
    yield at_most("page weight, first visit", max(first for first, _ in weights), "kB", FIRST_VISIT_KB)
    yield at_most("page weight, later", max(later for _, later in weights), "kB", LATER_KB)


def weigh(send, page):
    """Kilobytes with everything that the page refers to, and alone."""
    browser = browser_of(send, page)
    answer = browser.get(page.address)
    files = {address: browser.get(address) for address in dict.fromkeys(REFERRED.findall(answer.text))}
    styles = [(address, found.text) for address, found in files.items() if address.endswith(".css")]
    for address, text in styles:
        for name in IN_STYLES.findall(text):
            if not name.startswith("data:"):
                placed = resolve(address, name)
                files[placed] = browser.get(placed)
    return sum(len(found.body) for found in [answer, *files.values()]) / 1000, len(answer.body) / 1000


def resolve(address, name):
    """The address of a file that a style sheet names relative to itself."""
    folders = address.split("/")[:-1]
    for part in name.split("/"):
        folders = folders[:-1] if part == ".." else folders if part == "." else [*folders, part]
    return "/".join(folders) if not name.startswith("/") else name
