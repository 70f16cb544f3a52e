"""What the help pages say. Pictures are made by the tests (tests/e2e/test_pictures.py) and made light for the web."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.i18n import Locale


@dataclass(frozen=True, slots=True)
class Part:
    """`picture` is a file in static/help, with what it shows in `alt`."""

    title: str
    text: str
    points: tuple[str, ...] = ()
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class HelpPage:
    title: str
    lead: str
    parts: tuple[Part, ...]


def page(locale: Locale, name: str) -> HelpPage:
    return PAGES[name](locale)


def students(locale: Locale) -> HelpPage:
    _ = locale.gettext
    return HelpPage(
        _("For studerende"),
        _("Samspil hjælper jeres team med møder, roller, aftaler og refleksion. Det tager et par minutter om ugen."),
        (
            Part(
                _("Sådan begynder du"),
                _("Din facilitator giver teamet en kanal i Slack eller Discord eller sender dig et link til Samspil "
                  "på nettet. Skriv /samspil team i kanalen, og vælg dit navn."),
                (
                    _("Tryk på Kom i gang. Det tager to minutter."),
                    _("Skriv /samspil hjaelp, når du vil se, hvad der giver mening lige nu."),
                    _("Du kan bruge chatten og nettet på samme tid. Det er de samme kort."),
                ),
                "start", _("Startsiden: det næste, der giver mening for dig, står øverst."),
            ),
            Part(
                _("En uge i teamet"),
                _("Samspil skriver kun, når I skal noget. Du svarer med knapperne, når det passer dig."),
                (
                    _("Tjek-ind: et par sætninger om, hvordan det går. Du må springe over."),
                    _("Møder: foreslå tider med /moede, og stem med ét tryk. Roller og dagsorden kommer af sig selv."),
                    _("Aftaler: skriv dem ned, hvor I er. Så husker Samspil dem for jer."),
                ),
                "voting", _("En afstemning om mødetider, med Ja, Hvis nødvendigt og Nej ud for hver tid."),
            ),
            Part(
                _("Hvad andre kan se"),
                _("Samspil læser ikke med i kanalen. Samspil gemmer kun det, I skriver i felter, og "
                  "det, I trykker på."),
                (
                    _("Det, du skriver privat, er kun dit. Det ligger krypteret, til du selv deler det."),
                    _("Din facilitator ser, om møder og kontrakt er på plads, og hvor mange der har svaret."),
                    _("Skriv /samspil minedata for at se, hente eller slette det, der er gemt om dig."),
                ),
                "answered", _("Et kort i teamets kanal: hvor mange der har svaret, og knappen Svar."),
            ),
            Part(
                _("Når I helst vil have mindre"),
                _("Tryk på Kun det nødvendige på velkomsten. Så er der kontrakt og møder, og ikke mere. I kan altid "
                  "slå resten til igen. Du kan også slå én slags påmindelser fra."),
            ),
        ),
    )  # fmt: skip


def facilitators(locale: Locale) -> HelpPage:
    _ = locale.gettext
    return HelpPage(
        _("For facilitatorer"),
        _("Du ser i tide, hvor du kan gøre en forskel, uden at følge med i alt."),
        (
            Part(
                _("Mandag morgen"),
                _("Klokken 8.30 får du én besked om alle dine teams: først det, der går godt, og så højst tre teams, "
                  "der kan bruge dig, hvert med ét forslag, du kan trykke på."),
                (
                    _("Ikke relevant: så hører du ikke om det i to uger."),
                    _("Teamet kan selv læse, hvad der står om det."),
                ),
                "facilitator-monday", _("Mandagens besked: ros først, og så to teams med et forslag til hvert."),
            ),
            Part(
                _("Det, der venter på dig"),
                _("Kontrakter til godkendelse kommer på én liste om dagen. Beder nogen om hjælp, får du besked med "
                  "det samme mellem kl. 8 og 17."),
                (
                    _("Åbn en refleksion for et team eller flere med /refleksion."),
                    _("Tilbyd vejledningstider med /samspil vejledning."),
                    _("Brug /samspil team til at rette et team eller hjælpe nogen ind i det."),
                ),
                "facilitator", _("Facilitatorens startside med det, der venter."),
            ),
            Part(
                _("Det, du ikke ser"),
                _("Du ser fakta om processen: møder, roller, kontrakt, og hvor mange der har svaret. Du ser ikke private "
                  "tekster, og der er ingen point, ingen rangliste og intet til karakterer."),
            ),
        ),
    )  # fmt: skip


def course_leads(locale: Locale) -> HelpPage:
    _ = locale.gettext
    return HelpPage(
        _("For forløbsansvarlige"),
        _("Du sætter forløbet op, udpeger facilitatorer og ser, om alle er kommet i gang. Indhold ser du ikke."),
        (
            Part(
                _("Før forløbet"),
                _("Forløbet har sin egen side, Forløb i menuen. Dér læser du teams og personer ind fra Excel, og du ser, hvad "
                  "listen ændrer, før noget bliver gemt."),
                (
                    _("Hvert team får en facilitator, der følger teamet hele vejen."),
                    _("Hent et link til hver af dem, der ikke er kommet, og send det kun til den, det er til."),
                    _("Vis ugerne viser alt, hvad teamene får, før forløbet begynder."),
                ),
                "course", _("Forløbets side: hvert teams sted, hvor mange der er kommet, facilitator, kontrakt og klynge."),
            ),
            Part(
                _("Undervejs"),
                _("Siden viser, hvor langt hvert team er, uden indhold. I chatten fortæller /samspil forloeb det samme i korte træk."),
                (
                    _("Flyt en til et andet team, sæt klynger, og skriv til alle teams eller til én klynge."),
                    _("Udpeg en vikar, når en facilitator er væk."),
                    _("Kopiér forløbet som skabelon, når det næste skal begynde."),
                ),
            ),
            Part(
                _("Hvem gjorde hvad"),
                _("Med /samspil haendelser ser du de vigtige skridt: hvem der blev udpeget, og hvem der godkendte. Du "
                  "ser aldrig, hvad det handlede om."),
            ),
            Part(
                _("Når forløbet slutter"),
                _("En uge før får teamene tilbudt at hente deres ting. Efter den sidste dag slettes private tekster, og "
                  "30 dage senere teamenes fælles ting. Antallet af dage står i forløbsfilen."),
                (_("Skriv /samspil afslut for at lukke forløbet, når teamene har haft en dag til at hente deres ting."),),
            ),
        ),
    )  # fmt: skip


def partners(locale: Locale) -> HelpPage:
    _ = locale.gettext
    return HelpPage(
        _("For lokale organisationer"),
        _("Du samarbejder med et team af studerende. Du behøver ingen konto, kun det link, teamet giver dig."),
        (
            Part(
                _("Din side"),
                _("Linket åbner en side med det, teamet gerne vil spørge dig om, hvornår I ses, og hvad I har aftalt."),
                (
                    _("Svar med et tryk eller en enkelt linje."),
                    _("Sig ja til udfordringen, som teamet har skrevet den, eller bed om en snak."),
                    _("Har en kollega overtaget? Tryk på Giv det videre til en kollega på siden."),
                ),
                "guest-page", _("Partnerens side: et spørgsmål fra teamet, det næste møde og det, der er aftalt."),
            ),
            Part(
                _("Hvad der gemmes"),
                _("Hvad du kaldes, din funktion og det, du svarer. Du kan se det og slette det fra siden, og du kan "
                  "stoppe med ét tryk. Skriv ikke om borgere, så de kan genkendes."),
            ),
        ),
    )  # fmt: skip


def public(locale: Locale) -> HelpPage:
    _ = locale.gettext
    return HelpPage(
        _("Om Samspil"),
        _("Samspil er en hjælper for tværprofessionelle teams, der løser en opgave sammen med en lokal organisation."),
        (
            Part(
                _("Hvad den gør"),
                _("Den finder mødetider, fordeler roller, husker aftaler og minder teamet om at stoppe op. Den bor, hvor "
                  "teamet er: i Slack, i Discord eller på nettet."),
                (), "room", _("Et teams rum på nettet med ugens kort."),
            ),
            Part(
                _("Hvad den ikke gør"),
                _("Den læser ikke beskeder, tæller ikke, hvem der skriver mest, og giver ingen point. Den er fri software, "
                  "og skolen driver den selv."),
                (
                    _("Private tekster ligger krypteret og slettes, når forløbet slutter."),
                    _("CPR-numre afvises, før noget gemmes."),
                    _("Alle kan se, hente og slette det, der er gemt om dem."),
                ),
            ),
        ),
    )  # fmt: skip


PAGES: dict[str, Callable[[Locale], HelpPage]] = {
    "studerende": students,
    "facilitator": facilitators,
    "forloebsansvarlig": course_leads,
    "partner": partners,
    "om": public,
}
