// SPDX-License-Identifier: Apache-2.0
package io.nifigan.viewer;

import io.nifigan.model.GANModel;
import io.nifigan.report.ModelPage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.nifi.web.DownloadableContent;

/** A content viewer that renders a model as a page and shows a report unchanged. */
public final class ViewerServlet extends ContentServlet {
    private static final long serialVersionUID = 1L;
    private static final int MAX_BYTES = 20_000_000;

    @Override
    protected void show(final DownloadableContent content, final HttpServletResponse response) throws IOException {
        try (InputStream in = content.getContent()) {
            if (GANModel.MIME_TYPE.equals(content.getType())) {
                ModelPage.write(GANModel.read(in), response.getOutputStream());
            } else {
                response.getOutputStream().write(in.readNBytes(MAX_BYTES));
            }
        } catch (final io.nifigan.model.InvalidModelException e) {
            response.setContentType("text/plain");
            response.getOutputStream()
                    .write(("This model cannot be shown: " + e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
    }
}
