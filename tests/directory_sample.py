"""A few records in the format GV100AD, written by hand from published facts (Destatis, GV-ISys, 30.11.2025)."""

AS_OF = "20251130"


def land(key, name):
    return record("10", key, name)


def kreis(key, name):
    return record("40", key, name, kind="43")


def gemeinde(ags, name, *, kind="64", population, postcode, area=1000):
    return record("60", ags, name, kind=kind, population=population, postcode=postcode, area=area)


def record(satzart, key, name, *, kind="  ", population=None, postcode="     ", area=None):
    line = [" "] * 220
    put(line, 0, satzart + AS_OF + key)
    put(line, 22, name)
    put(line, 122, kind)
    if population is not None:
        put(line, 128, f"{area:011d}{population:011d}")
    put(line, 165, postcode)
    return "".join(line)


def put(line, position, text):
    line[position : position + len(text)] = text


SAMPLE = [
    land("09", "Bayern"),
    kreis("09162", "München, Landeshauptstadt"),
    gemeinde("09162000", "München, Landeshauptstadt", kind="61", population=1505005, postcode="80313"),
    kreis("09474", "Forchheim"),
    gemeinde("09474126", "Forchheim, Große Kreisstadt", kind="67", population=33017, postcode="91301"),
    gemeinde("09474999", "Hohenwald", kind="66", population=0, postcode="     "),
    land("03", "Niedersachsen"),
    kreis("03358", "Heidekreis"),
    gemeinde("03358016", "Neuenkirchen", population=5500, postcode="29643"),
    kreis("03451", "Ammerland"),
    gemeinde("03451901", "Neuenkirchen", population=4200, postcode="26160"),
]
