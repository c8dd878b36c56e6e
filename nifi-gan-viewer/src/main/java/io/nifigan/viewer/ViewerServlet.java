// SPDX-License-Identifier: Apache-2.0
package io.nifigan.viewer;

import io.nifigan.model.GANModel;
import io.nifigan.report.ModelPage;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.nifi.web.ContentAccess;
import org.apache.nifi.web.DownloadableContent;

/**
 * A content viewer that renders a model as a page and shows a report unchanged. A FlowFile may contain anything, so the
 * content security policy gives the content no origin, allows no requests, and allows only scripts inside the report
 * itself.
 */
public final class ViewerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String ACCESS = "nifi-content-access";
    private static final int MAX_BYTES = 20_000_000;
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src "
                    + "data:; base-uri 'none'; form-action 'none'; sandbox allow-scripts";

    @Override
    protected void doGet(final HttpServletRequest request, final HttpServletResponse response) throws IOException {
        final ContentRequest content;
        try {
            content = ContentRequest.of(request.getParameter("ref"), request.getParameter("clientId"));
        } catch (final IllegalArgumentException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
            return;
        }
        // NiFi checks here whether the user may see the content.
        final DownloadableContent downloaded =
                ((ContentAccess) getServletContext().getAttribute(ACCESS)).getContent(content);
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.addHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        try (InputStream in = downloaded.getContent()) {
            if (GANModel.MIME_TYPE.equals(downloaded.getType())) {
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
