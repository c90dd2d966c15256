"""What must fit together in compose.yaml; no engine is needed to see whether it does."""

import re

import yaml

from tests.deploy import DEPLOY, ROOT
from tests.deploy.dockerfile import read_stages

CONFIG = ROOT / "compose.yaml"
# What the images read that are not ours.
OTHERS = {"POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD_FILE", "NGINX_ENVSUBST_FILTER"}


def load_compose():
    return yaml.safe_load(CONFIG.read_text())


def find_faults(compose, known):
    """In words, one each; `known`: the variables that application and scripts read."""
    services = compose["services"]
    return [fault for name, service in services.items() for fault in faults_of(name, service, compose, known)]


def faults_of(name, service, compose, known):
    wanted = {
        "is read-only": service.get("read_only") is True,
        "has no capabilities": service.get("cap_drop") == ["ALL"],
        "gets no new privileges": "no-new-privileges:true" in service.get("security_opt", []),
        "has limits of memory and processes": {"memory", "pids"} <= service["deploy"]["resources"]["limits"].keys(),
        "has an image": bool(service.get("image")),
        "has a health check": "healthcheck" in service or is_ours(service),
        "opens no port except as proxy": name == "proxy" or "ports" not in service,
    }
    faults = [f"{name}: not so: {words}" for words, good in wanted.items() if not good]
    faults += [f"{name}: unknown {kind} {found}" for kind, found in unknown_names(service, compose, known)]
    return faults + [f"{name}: {path} is missing" for path in missing_files(service)]


def is_ours(service):
    return service["image"] == "verstetigungs-check"


def unknown_names(service, compose, known):
    variables = dict.fromkeys(known | OTHERS | placeholders())
    named = [
        ("network", service["networks"], compose["networks"]),
        ("secret", service.get("secrets", []), compose["secrets"]),
        ("volume", named_volumes(service), compose["volumes"]),
        ("service", service.get("depends_on", {}), compose["services"]),
        ("variable", service.get("environment", {}), variables),
    ]
    return [(kind, name) for kind, names, there in named for name in names if name not in there]


def named_volumes(service):
    sources = [volume.split(":")[0] for volume in service.get("volumes", [])]
    return [source for source in sources if not source.startswith((".", "/"))]


def missing_files(service):
    """Of what the service runs or mounts from here; certificates and secrets come from the operator."""
    mounted = [volume.split(":")[0] for volume in service.get("volumes", []) if volume.startswith("./deploy")]
    started = [word for word in service.get("command", []) if word.startswith("deploy/") or word == "manage.py"]
    return [path for path in mounted + started if not (ROOT / path).exists()]


def placeholders():
    return set(re.findall(r"\$\{([A-Z_]+)\}", (DEPLOY / "nginx.conf").read_text()))


def final_stage():
    return read_stages((ROOT / "Dockerfile").read_text())[-1]
