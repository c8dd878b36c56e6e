// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The precompiled templates of the pages and their common resources. */
final class Templates {
    static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), Templates.class.getPackageName());
    static final String STYLE = resource("report.css");

    private Templates() {}

    /** The text of a resource file of this package. */
    static String resource(final String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The resource %s is missing from the report's jar".formatted(name));
            }
            // A browser normalises line ends before it computes a script's hash.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (final IOException e) {
            throw new IllegalStateException("The report's resource %s cannot be read".formatted(name), e);
        }
    }
}
