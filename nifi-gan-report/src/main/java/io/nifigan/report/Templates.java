// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The pages' templates, compiled with the module, and what all pages have in them. */
final class Templates {
    static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), Templates.class.getPackageName());
    static final String STYLE = resource("report.css");

    private Templates() {}

    /** A file of this package as text. */
    static String resource(final String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The report's %s is not in its jar".formatted(name));
            }
            // A browser reads line ends as one character before it takes a script's hash.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (final IOException e) {
            throw new IllegalStateException("The report's %s cannot be read".formatted(name), e);
        }
    }
}
