"""The five projects of the example of a team, each at another point of its check. Pure."""

from datetime import date, timedelta
from decimal import Decimal

from recommendations.document import DocumentMeasure, DocumentProject
from recommendations.example_team import Agreed, Asked, Check, Held, full, quick


def projects(today: date) -> tuple[Held, ...]:
    return finished(today), collecting(today), opened(today), ended(today), begun()


def finished(today: date) -> Held:
    project = DocumentProject(
        name="Parkleitsystem Innenstadt",
        description="180 Sensoren zeigen freie Stellplätze auf Tafeln an den Einfahrten und im Stadtplan an.",
        funding="Landesprogramm für digitale Kommunen (erfunden), Eigenanteil 20 %",
        funding_start=today - timedelta(weeks=92),
        funding_end=today + timedelta(weeks=14),
        phase="ending",
    )
    earlier = Check(
        days=400,
        answers=full(
            barriers="33 3 2 2 3 2 2 - 3",
            drivers="12 2 1 1 1 0 2 1 1",
            prerequisites="1 1 3 2 1 ?",
            practice="1 0 1 1 0 1 2 1 1 1 0 2 0 2 2 1 1 0",
            funding="1 1 2 ? 2 ? 1 - 2 1",
        ),
        submitted=True,
    )
    return Held(project, (earlier, later_check(today)))


def later_check(today: date) -> Check:
    """A year on: the answers that the survey and the talk about it changed."""
    return Check(
        days=75,
        asked=(
            Asked(
                "Projektleitung Parkleitsystem",
                "project_team",
                full(
                    barriers="12 1 2 2 1 1 2 - 2",
                    drivers="32 3 2 1 2 1 3 2 3",
                    prerequisites="2 2 3 3 1 2",
                    practice="2 3 1 2 2 1 2 2 2 3 1 3 1 2 3 2 3 2",
                    funding="1 1 2 1 2 1 1 - 2 1",
                ),
            ),
            Asked(
                "IT-Abteilung",
                "it",
                full(barriers="?? 2 3 3 2 1 2 - 2", practice="2 2 1 1 1 ? 2 1 2 2 1 2 1 2 1 2 1 2"),
                {"B3.2": "Die Nachfolge kennt die Schnittstelle zum Stadtplan noch nicht."},
                ("barriers", "practice"),
            ),
            Asked(
                "Kämmerei",
                "treasury",
                full(barriers="32 1 2 2 2 2 2 ? 2", funding="1 1 2 ? 2 ? ? - 2 ?"),
                {"B1.1": "Im Entwurf stehen Funk und Wartung. Der Ersatz der Sensoren fehlt."},
                ("barriers", "funding"),
            ),
            Asked(
                "Büro der Verwaltungsleitung",
                "leadership",
                full(drivers="32 3 1 1 2 1 ? 2 3", practice="2 3 2 2 1 1 2 1 2 3 1 ? 1 2 ? 2 2 2"),
                parts=("drivers", "practice"),
            ),
        ),
        agreed=(
            Agreed(
                "B1.1",
                1,
                "Die Folgekosten stehen im Haushaltsentwurf. Der Rat hat noch nicht beschlossen.",
                "Kämmerei: Der Ansatz deckt Funk und Wartung, nicht den Ersatz der Sensoren.",
            ),
            Agreed("B2.1", 1, "Eine Kraft im Ordnungsamt betreut das System. Die Vertretung ist noch offen."),
            Agreed("B3.2", 1, "Die Nachfolge wird eingearbeitet, auch an der Schnittstelle zum Stadtplan."),
            Agreed("D1.1", 3, "Der Ausschuss hat die Fortführung beschlossen."),
            Agreed("D5.2", 3, "Der Vermerk liegt vor. Entschieden wird vor der Haushaltsanmeldung."),
            Agreed("K1.2", 3, "Die Zuständigkeit des Ordnungsamts ist verfügt, mit Vertretung und Übergabetermin."),
            Agreed("K4.2", 3, "Der jährliche Bericht steht in der Sitzungsplanung."),
            Agreed("K6.3", 2, "Das Betriebshandbuch liegt vor. Die Vertretung hat noch nicht damit gearbeitet."),
        ),
        submitted=True,
        measures=later_measures(today),
    )


def later_measures(today: date) -> tuple[DocumentMeasure, ...]:
    """The first is overdue."""
    return (
        measure(
            "Vertretung im Ordnungsamt benennen und einarbeiten",
            "Ordnungsamt",
            today - timedelta(days=9),
            status="running",
            priority="high",
        ),
        measure(
            "Ersatz der Sensoren in die Finanzplanung aufnehmen",
            "Kämmerei",
            today + timedelta(weeks=6),
            cost_yearly=Decimal("4200.00"),
            note="Annahme: 20 Sensoren im Jahr.",
            priority="high",
        ),
        measure("Betriebshandbuch mit der Vertretung erproben", "IT-Abteilung", today + timedelta(weeks=10)),
        measure("Bericht im Ausschuss", "Fachbereich Bauen", today - timedelta(weeks=5), status="done", priority="low"),
    )


def measure(
    title: str,
    responsible: str,
    due: date,
    *,
    status: str = "open",
    cost_yearly: Decimal | None = None,
    note: str = "",
    priority: str = "medium",
) -> DocumentMeasure:
    return DocumentMeasure(
        recommendation=None,
        title=title,
        responsible=responsible,
        start=None,
        due=due,
        status=status,
        decline_reason="",
        cost_once=None,
        cost_yearly=cost_yearly,
        note=note,
        priority=priority,
    )


def collecting(today: date) -> Held:
    project = DocumentProject(
        name="Pegelmessung an Bächen",
        description="Zwölf Messstellen melden den Wasserstand. Bauhof und Feuerwehr werden früher gewarnt.",
        funding="Förderung für Klimaanpassung (erfunden)",
        funding_start=today - timedelta(weeks=40),
        funding_end=today + timedelta(weeks=60),
        phase="pilot",
    )
    parts = ("barriers", "drivers")
    asked = (
        Asked(
            "Projektleitung Pegelmessung",
            "project_team",
            full(barriers="22 2 2 2 3 1 1 - 2", drivers="22 3 2 2 1 1 3 2 2"),
            parts=parts,
        ),
        Asked(
            "Tiefbauamt",
            "department",
            full(barriers="23 3 2 1 3 1 2 - 2", drivers="11 2 2 2 1 1 3 1 1"),
            {"B2.1": "Die Messstellen liest bisher nur eine befristete Kraft ab."},
            parts,
        ),
        Asked("IT-Abteilung", "it", full(barriers="?2 2 3 3 . . . . ."), parts=parts, finished=False),
        Asked("Kämmerei", "treasury", parts=parts, finished=False),
        Asked("Wasserverband", "external", parts=parts, finished=False),
    )
    return Held(project, (Check(days=17, asked=asked),))


def opened(today: date) -> Held:
    project = DocumentProject(
        name="Energiemonitoring der Schulen",
        description="Zähler in acht Schulen melden Strom und Wärme. Ausreißer fallen am selben Tag auf.",
        funding="Förderung kommunaler Klimaschutz (erfunden), Eigenanteil 30 %",
        funding_start=today - timedelta(weeks=80),
        funding_end=today + timedelta(weeks=22),
        phase="ending",
    )
    agreed = (
        Agreed("B2.1", 2, "Der Hausmeisterdienst hilft nebenbei. Arbeitszeit ist dafür nicht eingeplant."),
        Agreed(
            "D1.1",
            2,
            "Die Verwaltungsleitung hat die Vorlage gezeichnet. Der Ausschuss hat noch nicht beschlossen.",
            "Politik: Solange die Vorlage nicht im Ausschuss war, ist das kein Rückhalt des Rats.",
        ),
        Agreed("D2.1", 3, "Zwei Schulleitungen und der Hausmeisterdienst haben eigene Aufgaben übernommen."),
    )
    return Held(project, (Check(days=24, scope="quick", asked=views(), agreed=agreed),))


def views() -> tuple[Asked, ...]:
    return (
        Asked("Projektleitung Energiemonitoring", "project_team", quick("22212 33132 332232 112")),
        Asked("Hochbauamt", "department", quick("23312 23132 121232 1?2")),
        Asked(
            "IT-Abteilung",
            "it",
            quick("2232- 23131 212231 112"),
            {"B3.2": "Die Zugänge zu den Zählern hat nur die Projektkraft."},
        ),
        Asked(
            "Kämmerei",
            "treasury",
            quick("32212 121?0 0212?2 1?2"),
            {"B1.1": "Beziffert sind die Folgekosten bisher nicht.", "K1.2": "Uns hat dazu noch niemand angesprochen."},
        ),
        Asked("Büro der Verwaltungsleitung", "leadership", quick("11212 33133 332232 112")),
        Asked(
            "Fraktion im Bauausschuss",
            "politics",
            quick("33?23 021?1 11?1?2 ??2"),
            {"D1.1": "Im Ausschuss lag dazu noch keine Vorlage."},
        ),
    )


def ended(today: date) -> Held:
    project = DocumentProject(
        name="Messstationen zur Sommerhitze",
        description="15 Stationen messen Temperatur und Feuchte. Die Karte zeigt, wo Schatten fehlt.",
        funding="Förderung für Klimaanpassung (erfunden)",
        funding_start=today - timedelta(weeks=106),
        funding_end=today - timedelta(days=12),
        phase="ending",
    )
    answers = full(
        barriers="32 3 3 2 3 2 2 2 3",
        drivers="12 1 1 1 1 1 2 1 1",
        prerequisites="1 1 ? 2 1 1",
        practice="1 0 1 1 0 1 2 1 1 1 1 2 0 2 1 1 1 1",
    )
    notes = {"B1.1": "Die Kosten für Funk und Wartung sind noch nicht beziffert."}
    return Held(project, (Check(days=34, answers=answers, notes=notes),))


def begun() -> Held:
    project = DocumentProject(
        name="Mängelmelder mit Standort",
        description="Wer einen Schaden sieht, meldet ihn mit Bild und Standort.",
        funding="",
        funding_start=None,
        funding_end=None,
        phase="idea",
    )
    return Held(project, (Check(days=2, scope="quick", answers=quick("3?... ..... ...... ...")),))
