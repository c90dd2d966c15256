"""Pages in every look: each is loaded once, gets every width and colour scheme in turn, and is checked in each."""

LOOKS = ((1280, False), (1280, True), (390, False), (320, True))
# Of what has the same components as the pages above.
FEWER_LOOKS = ((1280, False), (390, True), (320, False))
HEIGHT = 900
OPEN_DETAILS = "document.querySelectorAll('details').forEach(entry => { entry.open = true })"
# A colour that is still changing is neither the one nor the other.
END_ANIMATIONS = "document.getAnimations().forEach(animation => { animation.finish() })"
WIDTH = "document.documentElement.scrollWidth"


def faults(page, axe, addresses, looks=LOOKS):
    """What is wrong with the pages, as "name, look: fault". `addresses`: (name, address)."""
    found = []
    for name, address in addresses:
        page.goto(address)
        assert page.locator("h1").count() == 1, name
        found += [f"{name}, {fault}" for fault in faults_here(page, axe, looks)]
    return found


def faults_here(page, axe, looks=LOOKS):
    """What is wrong with the page as it is now, with everything unfolded."""
    page.evaluate(OPEN_DETAILS)
    return [
        f"{width}{' dark' if dark else ''}: {fault}" for width, dark in looks for fault in seen(page, axe, width, dark)
    ]


def seen(page, axe, width, dark):
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.evaluate(END_ANIMATIONS)
    wide = page.evaluate(WIDTH) > width
    return [*axe(page), *(["wider than the window"] if wide else [])]
