"""The words that headings are made of, in nynorsk, bokmål and English: for whoever teaches the program a new list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def _names(text: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split(","))


SYNONYMS: Mapping[str, Sequence[str]] = {
    "ref": _names("""
        løpenr, løpenummer, nr, nummer, ref, referanse, saksnr, saksnummer, søknadsnr, søknadsnummer,
        søknads id, id, prosjektnr, tiltaksnr, tiltak nr, serial number, number, no, reference, løpe nr,
        søknad nr, journalnr, journalnummer, prosjektnummer, tiltaksnummer, application number, id
        number
    """),
    "title": _names("""
        tittel, tittel på tiltaket, tittel på tiltak, tiltak, tiltaket, namn på tiltak, namn på
        tiltaket, navn på tiltak, navn på tiltaket, prosjekt, prosjekttittel, prosjektnamn,
        prosjektnavn, tiltakstittel, framlegg, title, measure, title of the measure, project, project
        title, prosjektets tittel, tittel på prosjekt, tittel på prosjektet, namn på prosjekt, namn på
        prosjektet, navn på prosjekt, navn på prosjektet, tiltakets navn, tiltakets tittel, tittel tema,
        tittel på søknaden, name of the measure, project name, name of project
    """),
    "applicant": _names("""
        søkjar, søkar, søker, søkjar eigar, søker eier, eigar, eier, søkjande eigar, kommune,
        søkjarkommune, søkerkommune, barnehageeigar, barnehageeier, skuleeigar, skoleeier, innsendar,
        innsender, namn på søkjar, navn på søker, applicant, owner, applicant owner, søkers navn,
        søkerens navn, søkjarorganisasjon, søkerorganisasjon, organisasjon, kommune eigar, kommune eier,
        eigar kommune, eier kommune, barnehage skuleeigar, barnehage skoleeier, barnehage og skuleeigar,
        barnehage og skoleeier, namn på kommune, navn på kommune, applicant name, name of applicant,
        municipality, organisation, organization
    """),
    "network": _names("""
        nettverk, kompetanseregion, kompetansenettverk, region, regionalt nettverk, kompetanseregion
        nettverk, nettverk region, network, region network
    """),
    "participants": _names("""
        deltakande eigarar, deltakende eiere, deltakarar, deltakere, deltakande kommunar, deltakende
        kommuner, samarbeidande eigarar, samarbeidspartnarar, samarbeidspartnere, kommunar, kommuner,
        participants, participating owners, partners, deltagere, deltagende eiere, deltagende kommuner,
        deltakarkommunar, deltakerkommuner, involverte kommunar, involverte kommuner, samarbeidande
        kommunar, samarbeidende kommuner, participating municipalities
    """),
    "target_groups": _names("""
        målgruppe, målgrupper, målgruppa, målgruppen, for kven, target group, target groups
    """),
    "universities": _names("""
        uh, uh partnar, uh partner, uh partnarar, uh institusjon, uh institusjonar, uh institusjoner,
        universitet høgskule, universitet høgskole, universitet og høgskule, universitet og høgskole,
        universitet, samarbeidande uh, university, universities, university partner, samarbeidspartnar
        uh, samarbeidspartner uh, uh samarbeidspartnar, uh samarbeidspartner, uh sektor, uh
        institusjonar partnar, university college
    """),
    "statped": _names("""
        statped, statped bidrag, bidrag frå statped, bidrag fra statped, statpeds bidrag, statped
        contribution
    """),
    "measure_kinds": _names("""
        tiltakstype, type tiltak, tiltakstypar, tiltakstyper, type, slag tiltak, fase, kind of measure,
        kinds of measure, type of measure
    """),
    "duration_years": _names("""
        varigheit, varighet, varigheit år, varighet år, tal år, antall år, antal år, lengd, duration,
        duration years, years
    """),
    "staff": _names("""
        tal tilsette, antall ansatte, antal tilsette, tilsette, ansatte, tal på tilsette, staff, number
        of staff, number of employees
    """),
    "continued": _names("""
        ny vidareføring, ny videreføring, ny eller vidareføring, ny eller videreføring, vidareføring,
        videreføring, ny vidareført, new or continued, new continued, continued
    """),
    "private_invited": _names("""
        private inviterte, private invitert, private inkluderte, private barnehagar inviterte, private
        barnehager invitert, private ones invited, private barnehagar friskular inviterte, private barnehager friskoler
        invitert, private invited
    """),
    "received": _names("""
        motteke, mottatt, mottatt dato, motteke dato, dato motteke, dato mottatt, mottaksdato, søknad
        motteke, søknad mottatt, innsendt, dato, søknadsdato, received, date received, innsendt dato,
        dato innsendt, innkomen, innkommet, innkomen dato, innkommet dato, received date, date of
        receipt
    """),
    "need": _names("""
        kompetansebehov, behov, kompetansebehov og kartlegging, kartlegging av behov, kartlagt behov,
        behov og mål, need, needs, need for competence
    """),
    "anchoring": _names("""
        forankring, forankra, forankring i leiing, forankring hos eigar, forankring hos eier, anchoring
    """),
    "involvement": _names("""
        medverknad, medvirkning, involvering, involvering av tilsette, medverknad frå tilsette,
        medvirkning fra ansatte, involvement
    """),
    "description": _names("""
        skildring, beskrivelse, skildring av tiltaket, beskrivelse av tiltaket, omtale, innhald,
        innhold, kort om tiltaket, description, kort skildring, kort beskrivelse, kort omtale,
        samandrag, sammendrag, short description, summary
    """),
}  # fmt: skip

ASKED = _names("""
    søkt, søkte, omsøkt, omsøkte, søkes, søkast, søknad, søknadssum, søknadsbeløp, søknadsum, requested, applied, asked
""")
"""The words that make a column of money the amount asked for."""

MONEY_WORDS = _names("""
    beløp, beløpet, amount, kronebeløp
""")
"""The words for money that say nothing of what it is for."""

FILLER = _names("""
    totalt, total, totale, sum, samla, samlet, støtte, tilskot, tilskotet, tilskudd, tilskuddet, midlar,
    midler, kr, nok, kroner, i, om, for, til, av, det, vert, blir, heile, hele, år, året, del, grant, from,
    to, in, the, of, per, year, frå, fra, a, og, and, beløp, beløpet, amount, kronebeløp, institusjon, institusjonar,
    institusjoner
""")
"""The words of a heading about money that decide nothing."""
