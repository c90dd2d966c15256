"""What a browser would take from a page: fields with their values, questions with their addresses, links."""

import re
from html.parser import HTMLParser

MARK = re.compile("Marke-[0-9a-f]{12}")


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.fields, self.choices, self.questions, self.links = {}, {}, {}, []
        self.saved, self._writing = False, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.saved = self.saved or "data-saved" in found
        if "data-question" in found and "hx-post" in found:
            self.questions[found["data-question"]] = found["hx-post"]
        if tag == "a" and found.get("href", "").startswith("/"):
            self.links.append(found["href"])
        if tag == "textarea":
            self._writing = found.get("name")
            self.fields[self._writing] = ""
        if tag == "input" and "name" in found:
            self._input(found)

    def _input(self, found):
        name, value = found["name"], found.get("value", "")
        if found.get("type") == "radio":
            self.choices.setdefault(name, []).append(value)
            if "checked" not in found:
                return
        self.fields[name] = value

    def handle_data(self, data):
        if self._writing:
            # The line break after the tag is no part of the text.
            self.fields[self._writing] += data.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._writing = None
