// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.faker.FakerLists;
import java.util.List;
import java.util.random.RandomGenerator;

/** Generates fictitious persons: given and family names of a locale, in pairs that a filter accepts. */
public final class PersonGenerator {
    private static final int MAX_GIVEN = 20;
    private static final int MAX_FAMILIES = 2_000;
    private static final String MIDDLE = "ABCDEFGHIJKLMNOPRSTVW";

    private final FakerLists lists;
    private final SaltedHashFilter filter;
    private final long[] given;
    private final long[] family;

    /**
     * Creates a generator.
     *
     * @param locale one of {@link FakerLists#LOCALES}
     * @param filter accepts the hashes of pairs of names
     */
    public PersonGenerator(final String locale, final SaltedHashFilter filter) {
        this.lists = FakerLists.of(locale);
        this.filter = filter;
        this.given = hashes(lists.given());
        this.family = hashes(lists.family());
    }

    private static long[] hashes(final List<String> names) {
        return names.stream()
                .mapToLong(name -> SaltedHashFilter.hash(Ascii.lower(name)))
                .toArray();
    }

    /** Generates a person. */
    public Person next(final RandomGenerator random) {
        int first = 0;
        int last = 0;
        boolean found = false;
        for (int tries = 0; tries < MAX_GIVEN && !found; tries++) {
            first = random.nextInt(given.length);
            final int start = random.nextInt(family.length);
            for (int i = 0; i < Math.min(MAX_FAMILIES, family.length) && !found; i++) {
                last = (start + i) % family.length;
                found = filter.accepts(SaltedHashFilter.hash(given[first], family[last]));
            }
        }
        return new Person(
                lists.given().get(first), lists.family().get(last), MIDDLE.charAt(random.nextInt(MIDDLE.length())));
    }
}
