"""A browser by the name that a person would give it."""

# Each names itself after those it descends from: the first that fits is it.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
    ("Edge", "Edge"),
    ("Opera", "Opera"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac", "macOS"),
    ("macOS", "macOS"),
    ("Linux", "Linux"),
)
UNKNOWN = "unbekannter Browser"


def describe_browser(user_agent: str) -> str:
    """„Firefox unter Windows“; of such a description it makes the same again."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return f"{browser} unter {system}"
    return browser or (f"{UNKNOWN} unter {system}" if system else UNKNOWN)
