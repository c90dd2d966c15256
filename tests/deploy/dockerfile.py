"""Reads the Dockerfile: what is carried out, and what a container gets to know of it."""

import json
import re
import shlex
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """One instruction, its continued lines joined."""

    name: str
    text: str

    @property
    def words(self):
        return shlex.split(self.text)

    @property
    def command(self):
        """Of CMD and HEALTHCHECK in their JSON form."""
        return json.loads(self.text[self.text.index("[") :])


@dataclass(frozen=True)
class Stage:
    base: str
    name: str
    steps: list[Step] = field(default_factory=list)

    def last(self, name):
        return [step for step in self.steps if step.name == name][-1]

    @property
    def environment(self):
        pairs = [word.split("=", 1) for step in self.steps if step.name == "ENV" for word in step.words]
        return dict(pairs)


def read_stages(text):
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    stages = []
    for line in re.sub(r"\\\n", " ", text).splitlines():
        name, _, rest = line.partition(" ")
        if name == "FROM":
            base, *alias = re.split(r"\s+AS\s+", rest)
            stages.append(Stage(base, alias[0] if alias else ""))
        elif name:
            stages[-1].steps.append(Step(name, rest.strip()))
    return stages


def is_ignored(lines, path):
    """As Docker reads .dockerignore: the last line that fits a path or a folder above it decides."""
    ignored = False
    for line in lines:
        pattern = line.removeprefix("!")
        parts = path.split("/")
        if any(fits(pattern, "/".join(parts[: depth + 1])) for depth in range(len(parts))):
            ignored = not line.startswith("!")
    return ignored


def fits(pattern, path):
    expression = re.escape(pattern).replace(r"\*\*/", "(.*/)?").replace(r"\*", "[^/]*")
    return re.fullmatch(expression, path) is not None
