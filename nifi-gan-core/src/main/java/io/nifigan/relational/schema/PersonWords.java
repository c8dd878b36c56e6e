// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.schema;

import io.nifigan.table.Column;
import io.nifigan.table.SemanticType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A dictionary of words in the names of tables and columns, in several languages, that say that rows may be people. It
 * is generous: a table that is taken for people's is only made anew.
 */
public final class PersonWords {
    private static final Set<String> PEOPLE = setOf("""
            person people human individual customer client consumer buyer shopper purchaser patron guest visitor user
            member subscriber follower account contact lead prospect patient case subject participant respondent
            interviewee candidate applicant employee staff worker personnel colleague crew manager supervisor owner
            seller salesperson salesman rep agent broker advisor adviser doctor physician nurse therapist surgeon
            dentist caregiver teacher instructor professor lecturer tutor student pupil learner trainee alumnus driver
            rider passenger traveller traveler pilot captain player athlete coach referee runner swimmer author writer
            reviewer editor actor actress director artist musician singer speaker voter citizen resident inhabitant
            tenant landlord household family parent child mother father spouse partner sibling baby donor volunteer
            beneficiary claimant insured policyholder debtor creditor borrower lender cardholder holder victim suspect
            offender inmate prisoner witness judge lawyer attorney officer soldier operator technician engineer
            clerk cashier courier operative username login profile persona
            personen mensch kunde kunden kundin klient patienten patientin mitarbeiter mitarbeiterin angestellte
            beschaeftigte nutzer benutzer anwender mitglied mitglieder schueler studierende lehrer fahrer spieler arzt
            aerzte verkaeufer bewerber mieter vermieter buerger einwohner proband teilnehmer haushalt konto konten
            personne personnes clients employe employes utilisateur membre eleve etudiant enseignant medecin joueur
            auteur conducteur locataire compte
            persona personas cliente clientes empleado empleados usuario usuarios miembro alumno estudiante profesor
            medico paciente jugador autor conductor cuenta
            dipendente utente membro studente insegnante paziente giocatore autore conto
            persoon personen klant klanten medewerker gebruiker lid leden leerling leraar arts speler auteur rekening
            funcionario usuario membro aluno professor jogador conta
            klient pracownik uzytkownik pacjent uczen osoba asiakas potilas henkilo kund anvandare medlem medarbetare
            """);

    private static final Set<String> TRAITS = setOf("""
            birth birthday birthdate birthyear dob born age sex gender marital marriage married ethnicity ethnic race
            religion nationality citizenship salary income wage wages pay hired hiredate hire education occupation
            profession firstname lastname surname forename givenname middlename maiden nickname ssn passport
            disability diagnosis bmi weightkg bloodtype smoker pregnant diabetic orientation salutation honorific
            geburt geburtstag geburtsdatum geburtsjahr alter geschlecht familienstand gehalt einkommen beruf religion
            staatsangehoerigkeit vorname nachname anrede
            naissance sexe age salaire revenu profession prenom nacimiento sexo edad salario ingresos profesion apellido
            nascita sesso eta stipendio reddito professione cognome geboortedatum geslacht leeftijd salaris inkomen
            beroep voornaam achternaam nascimento idade sobrenome
            """);

    private static final List<Set<String>> SEXES = List.of(
            Set.of("m", "f", "x", "u", "o"),
            Set.of("m", "w", "d"),
            Set.of("h", "f"),
            Set.of("male", "female", "other", "unknown", "nonbinary", "non-binary", "diverse"),
            Set.of("man", "woman", "other"),
            Set.of("maennlich", "männlich", "weiblich", "divers"),
            Set.of("homme", "femme"),
            Set.of("hombre", "mujer"));

    private PersonWords() {}

    private static Set<String> setOf(final String words) {
        return Set.of(new HashSet<>(List.of(words.strip().split("\\s+"))).toArray(String[]::new));
    }

    /** Whether the name of a table, or of a column that refers to it, says that its rows are people. */
    public static boolean namePeople(final String name) {
        return SchemaFinder.words(name).stream().anyMatch(PersonWords::isPerson);
    }

    private static boolean isPerson(final String word) {
        return PEOPLE.contains(word)
                || word.endsWith("s") && PEOPLE.contains(word.substring(0, word.length() - 1))
                || word.endsWith("es") && PEOPLE.contains(word.substring(0, word.length() - 2))
                || word.endsWith("ies") && PEOPLE.contains(word.substring(0, word.length() - 3) + "y");
    }

    /**
     * Whether a column says something of a person: by its name, by the semantic type of its values, or since these are
     * sexes.
     *
     * @param values the different texts of a category; empty for numbers
     */
    static boolean isTrait(final Column column, final List<String> values) {
        final List<String> words = SchemaFinder.words(column.name());
        return words.stream().anyMatch(TRAITS::contains)
                || IntStream.range(1, words.size()).anyMatch(i -> TRAITS.contains(words.get(i - 1) + words.get(i)))
                || isPrivate(column.meaning())
                || areSexes(values);
    }

    private static boolean isPrivate(final SemanticType meaning) {
        return meaning == SemanticType.GIVEN_NAME
                || meaning == SemanticType.USER_NAME
                || meaning == SemanticType.CREDIT_CARD
                || meaning == SemanticType.IBAN
                || meaning == SemanticType.NATIONAL_ID;
    }

    private static boolean areSexes(final List<String> values) {
        final List<String> lower =
                values.stream().map(value -> value.toLowerCase(Locale.ROOT)).toList();
        return lower.size() >= 2 && SEXES.stream().anyMatch(sexes -> sexes.containsAll(lower));
    }
}
