// SPDX-License-Identifier: Apache-2.0
package io.nifigan.faker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakerListsTest {
    @Test
    void everyLocaleHasItsOwnNamesStreetsAndCompanies() {
        for (final String locale : FakerLists.LOCALES) {
            final FakerLists lists = FakerLists.of(locale);
            assertTrue(
                    lists.given().size() >= 30 && lists.family().size() >= 25,
                    locale + " has " + lists.given().size() + " and "
                            + lists.family().size());
            assertEquals(lists.given().size(), new HashSet<>(lists.given()).size(), locale);
            assertTrue(lists.given().stream().noneMatch(name -> name.contains("#") || name.isBlank()), locale);
            assertTrue(FakerLists.streets(locale).size() >= 25, locale + " has streets " + FakerLists.streets(locale));
            assertTrue(FakerLists.companies(locale).size() >= 100, locale);
            if (!"en".equals(locale)) {
                assertFalse(lists.family().equals(FakerLists.of("en").family()), locale + " has English names");
            }
        }
        assertTrue(FakerLists.of("de").given().contains("Adriana")
                && FakerLists.of("pl").family().contains("Nowak"));
        assertTrue(FakerLists.lowerGiven("de").contains("adriana")
                && FakerLists.lowerFamily("pl").contains("nowak"));
    }

    @Test
    void unknownLocalesAreRejected() {
        assertThrows(IllegalArgumentException.class, () -> FakerLists.of("tlh"));
        assertThrows(IllegalArgumentException.class, () -> FakerLists.streets("../en"));
    }

    @Test
    void listsLoadWithoutTheContextClassLoader() throws Exception {
        final URL[] jars = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(path -> url(Path.of(path)))
                .toArray(URL[]::new);
        final ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(null);
            final Class<?> lists = loader.loadClass(FakerLists.class.getName());
            assertEquals(
                    FakerLists.of("fr").family(),
                    lists.getMethod("family")
                            .invoke(lists.getMethod("of", String.class).invoke(null, "fr")));
            assertEquals(
                    FakerLists.streets("fr"),
                    lists.getMethod("streets", String.class).invoke(null, "fr"));
            assertFalse(((List<?>) lists.getMethod("companies", String.class).invoke(null, "en")).isEmpty());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL url(final Path path) {
        try {
            return path.toUri().toURL();
        } catch (final MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
