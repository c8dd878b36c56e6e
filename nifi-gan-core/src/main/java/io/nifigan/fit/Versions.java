// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The versions of nifi-gan and its libraries, for a model's provenance. */
final class Versions {
    private Versions() {}

    static Map<String, String> all() {
        final Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            properties.load(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final Map<String, String> versions = new TreeMap<>();
        properties.forEach((name, version) -> versions.put((String) name, (String) version));
        versions.put("java", System.getProperty("java.version"));
        return versions;
    }
}
