// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import gg.jte.output.Utf8ByteOutput;
import io.nifigan.model.GANModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The HTML page of a model: its columns, rules, quality and provenance. It runs no script. */
public final class ModelPage {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private ModelPage() {}

    /** Writes the page as UTF-8; the stream stays open. */
    public static void write(final GANModel model, final OutputStream out) throws IOException {
        final Utf8ByteOutput html = new Utf8ByteOutput();
        Templates.ENGINE.render(
                "model.jte", Map.of("model", ModelView.of(model), "policy", POLICY, "style", Templates.STYLE), html);
        html.writeTo(out);
    }
}
