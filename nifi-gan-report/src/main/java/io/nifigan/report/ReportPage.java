// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import gg.jte.output.Utf8ByteOutput;
import io.nifigan.evaluate.result.Evaluation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * The HTML page of an evaluation, a single file with all styles, scripts and data. Names and values of columns are
 * written as text only. In addition, the page's content security policy allows no script but its own two, and no
 * requests.
 */
public final class ReportPage {
    private static final String LIBRARY = Templates.resource("echarts.min.js");
    private static final String SCRIPT = Templates.resource("report.js");
    private static final String POLICY =
            ("default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
                            + "form-action 'none'; script-src %s %s")
                    .formatted(hash(LIBRARY), hash(SCRIPT));

    private ReportPage() {}

    /**
     * Writes the page as UTF-8; the stream stays open.
     *
     * @param evaluation the evaluation
     * @param subject name of the evaluated rows, such as a file name
     * @param madeAt time of the evaluation
     */
    public static void write(
            final Evaluation evaluation, final String subject, final Instant madeAt, final OutputStream out)
            throws IOException {
        final Page page = new PageBuilder(evaluation, subject, madeAt).build();
        final Utf8ByteOutput html = new Utf8ByteOutput();
        Templates.ENGINE.render(
                "page.jte",
                Map.of(
                        "page",
                        page,
                        "policy",
                        POLICY,
                        "style",
                        Templates.STYLE,
                        "library",
                        LIBRARY,
                        "script",
                        SCRIPT,
                        "charts",
                        ScriptJson.of(page.charts())),
                html);
        html.writeTo(out);
    }

    /** The hash of a script, as a content security policy names it. */
    private static String hash(final String script) {
        try {
            return "'sha256-%s'"
                    .formatted(Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256")
                                    .digest(script.getBytes(StandardCharsets.UTF_8))));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform supports SHA-256", e);
        }
    }
}
