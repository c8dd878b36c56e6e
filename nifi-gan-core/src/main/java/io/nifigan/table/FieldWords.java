// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A dictionary of words in field names, in several languages, that hint at the semantic type of the values. A hint
 * alone is no proof.
 */
final class FieldWords {
    /** The order matters: the first match wins, so that "company_email" is an e-mail address. */
    private static final Map<SemanticType, Set<String>> WORDS = words();

    private static final Set<String> PLACES = Set.of(
            "city",
            "town",
            "state",
            "province",
            "country",
            "county",
            "region",
            "district",
            "stadt",
            "ort",
            "land",
            "bundesland",
            "kreis",
            "ville",
            "pays",
            "departement",
            "ciudad",
            "pais",
            "provincia",
            "citta",
            "paese",
            "regione",
            "miasto",
            "kraj",
            "cidade",
            "estado",
            "plaats",
            "stad");
    /** Words for "name", which may be the name of a person or of anything else. */
    private static final Set<String> NAMES =
            Set.of("name", "names", "nom", "nombre", "nome", "naam", "navn", "namn", "nazwa", "nimi");

    /** Words for what persons do with a record, such as "sales rep": the values may be their names. */
    private static final Set<String> ROLES = Set.of(
            "rep",
            "representative",
            "agent",
            "advisor",
            "adviser",
            "employee",
            "manager",
            "supervisor",
            "salesperson",
            "salesman",
            "seller",
            "assignee",
            "assigned",
            "technician",
            "physician",
            "doctor",
            "nurse",
            "teacher",
            "instructor",
            "driver",
            "author",
            "clerk",
            "officer",
            "operator",
            "recruiter",
            "mitarbeiter",
            "verkaufer",
            "bearbeiter",
            "sachbearbeiter",
            "berater",
            "arzt",
            "lehrer",
            "fahrer",
            "vendeur",
            "medecin",
            "vendedor",
            "medico",
            "venditore",
            "medewerker");

    private static final Pattern SPLIT = Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern COMBINING_MARKS = Pattern.compile("\\p{M}+");

    /**
     * @param meaning the semantic type that the values may have
     * @param weak whether the field's name fits many other contents as well
     */
    record Hint(SemanticType meaning, boolean weak) {}

    private FieldWords() {}

    private static Map<SemanticType, Set<String>> words() {
        final Map<SemanticType, Set<String>> words = new LinkedHashMap<>();
        words.put(
                SemanticType.EMAIL,
                Set.of(
                        "email",
                        "emails",
                        "mail",
                        "mailaddress",
                        "emailaddress",
                        "correo",
                        "courriel",
                        "epost",
                        "sahkoposti"));
        words.put(
                SemanticType.IP_V4,
                Set.of("ip", "ips", "ipaddress", "ipaddr", "ipv", "clientip", "hostip", "ipadresse"));
        words.put(SemanticType.MAC, Set.of("mac", "macaddress", "macaddr"));
        words.put(SemanticType.URL, Set.of("url", "uri", "website", "homepage", "webpage", "link", "href"));
        words.put(SemanticType.UUID, Set.of("uuid", "guid"));
        words.put(SemanticType.IBAN, Set.of("iban"));
        words.put(
                SemanticType.CREDIT_CARD,
                Set.of(
                        "creditcard",
                        "cardnumber",
                        "cardnum",
                        "cardno",
                        "ccnumber",
                        "ccnum",
                        "ccno",
                        "pan",
                        "kreditkarte",
                        "kartennummer",
                        "kreditkartennummer",
                        "numerotarjeta",
                        "tarjeta",
                        "cartebancaire",
                        "cartacredito"));
        words.put(
                SemanticType.NATIONAL_ID,
                Set.of(
                        "ssn",
                        "socialsecurity",
                        "socialsecuritynumber",
                        "nationalid",
                        "passport",
                        "passportnumber",
                        "passportno",
                        "taxid",
                        "tin",
                        "nif",
                        "nie",
                        "dni",
                        "bsn",
                        "pesel",
                        "nino",
                        "cpf",
                        "curp",
                        "codicefiscale",
                        "personnummer",
                        "fodselsnummer",
                        "steuerid",
                        "steuernummer",
                        "ausweisnummer",
                        "sin",
                        "aadhaar",
                        "driverslicense",
                        "driverlicense",
                        "nir"));
        words.put(
                SemanticType.PHONE,
                Set.of(
                        "phone",
                        "phones",
                        "telephone",
                        "tel",
                        "mobile",
                        "cell",
                        "cellphone",
                        "phonenumber",
                        "fax",
                        "handy",
                        "telefon",
                        "telefono",
                        "telefone",
                        "telefonnummer",
                        "movil",
                        "celular",
                        "cellulare",
                        "gsm",
                        "msisdn",
                        "puhelin",
                        "tlf",
                        "mobil",
                        "telefoon",
                        "mobiel",
                        "rufnummer"));
        words.put(
                SemanticType.POSTAL_CODE,
                Set.of(
                        "zip",
                        "zipcode",
                        "postal",
                        "postalcode",
                        "postcode",
                        "plz",
                        "postleitzahl",
                        "codepostal",
                        "codigopostal",
                        "cep",
                        "postnummer",
                        "kodpocztowy",
                        "psc"));
        words.put(
                SemanticType.STREET_ADDRESS,
                Set.of(
                        "address",
                        "addr",
                        "street",
                        "streetaddress",
                        "strasse",
                        "str",
                        "anschrift",
                        "adresse",
                        "rue",
                        "calle",
                        "direccion",
                        "domicilio",
                        "via",
                        "indirizzo",
                        "endereco",
                        "rua",
                        "straat",
                        "adres",
                        "ulica",
                        "gata",
                        "adress",
                        "vej"));
        words.put(
                SemanticType.GIVEN_NAME,
                Set.of(
                        "fname",
                        "firstname",
                        "givenname",
                        "forename",
                        "prenom",
                        "vorname",
                        "nombrepila",
                        "imie",
                        "voornaam",
                        "fornavn",
                        "fornamn",
                        "etunimi",
                        "prenume",
                        "jmeno",
                        "keresztnev",
                        "primeironome",
                        "given"));
        words.put(
                SemanticType.FAMILY_NAME,
                Set.of(
                        "lname",
                        "lastname",
                        "surname",
                        "familyname",
                        "nachname",
                        "familienname",
                        "nomfamille",
                        "nomdefamille",
                        "apellido",
                        "apellidos",
                        "cognome",
                        "sobrenome",
                        "nazwisko",
                        "achternaam",
                        "etternavn",
                        "efternavn",
                        "efternamn",
                        "maidenname",
                        "maiden",
                        "sukunimi",
                        "prijmeni",
                        "soyad",
                        "soyadi",
                        "vezeteknev"));
        words.put(
                SemanticType.USER_NAME,
                Set.of(
                        "username",
                        "user",
                        "login",
                        "loginname",
                        "nickname",
                        "nick",
                        "handle",
                        "screenname",
                        "benutzername",
                        "benutzer",
                        "usuario",
                        "utilisateur",
                        "identifiant",
                        "utente"));
        words.put(
                SemanticType.COMPANY,
                Set.of(
                        "company",
                        "companyname",
                        "firm",
                        "employer",
                        "organization",
                        "organisation",
                        "firma",
                        "firmenname",
                        "unternehmen",
                        "arbeitgeber",
                        "societe",
                        "entreprise",
                        "empresa",
                        "azienda",
                        "bedrijf",
                        "foretag",
                        "virksomhed"));
        words.put(
                SemanticType.FULL_NAME,
                Set.of(
                        "fullname",
                        "customername",
                        "personname",
                        "clientname",
                        "employeename",
                        "patientname",
                        "contactname",
                        "membername",
                        "displayname",
                        "cardholder",
                        "accountholder",
                        "holder",
                        "nomcomplet",
                        "nombrecompleto",
                        "nomecompleto",
                        "vollername",
                        "kundenname",
                        "nomecognome"));
        return words;
    }

    /** The hint that a field's name gives; empty for none. */
    static Optional<Hint> hint(final String name) {
        final List<String> tokens = tokens(name);
        final Set<String> joined = new HashSet<>();
        for (int from = 0; from < tokens.size(); from++) {
            final StringBuilder text = new StringBuilder();
            for (int i = from; i < Math.min(tokens.size(), from + 3); i++) {
                joined.add(text.append(tokens.get(i)).toString());
            }
        }
        final boolean place = tokens.stream().anyMatch(PLACES::contains);
        for (final Map.Entry<SemanticType, Set<String>> words : WORDS.entrySet()) {
            final SemanticType meaning = words.getKey();
            if (words.getValue().stream().anyMatch(joined::contains) && !(place && isExcludedByPlace(meaning))) {
                return Optional.of(new Hint(meaning, false));
            }
        }
        return !place && tokens.stream().anyMatch(NAMES::contains)
                ? Optional.of(new Hint(SemanticType.FULL_NAME, true))
                : Optional.empty();
    }

    /** Whether a field's name says that its values are places. */
    static boolean isPlace(final String name) {
        return tokens(name).stream().anyMatch(PLACES::contains);
    }

    /** Whether a field's name says that its values are persons who do something. */
    static boolean isRole(final String name) {
        return tokens(name).stream().anyMatch(ROLES::contains);
    }

    /**
     * Whether a type is ruled out where the field's name contains a place: "address_city" and "company_country" hold
     * places.
     */
    private static boolean isExcludedByPlace(final SemanticType meaning) {
        return meaning.isOfPerson() || meaning == SemanticType.COMPANY || meaning == SemanticType.STREET_ADDRESS;
    }

    private static List<String> tokens(final String name) {
        final List<String> tokens = new ArrayList<>();
        for (final String word : SPLIT.split(name)) {
            if (!word.isEmpty()) {
                tokens.add(COMBINING_MARKS
                        .matcher(Normalizer.normalize(word, Normalizer.Form.NFD))
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT)
                        .replace("ß", "ss"));
            }
        }
        return tokens;
    }
}
