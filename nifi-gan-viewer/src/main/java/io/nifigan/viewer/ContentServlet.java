// SPDX-License-Identifier: Apache-2.0
package io.nifigan.viewer;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.nifi.web.ContentAccess;
import org.apache.nifi.web.DownloadableContent;

/**
 * A content viewer, which NiFi asks to show the content of a FlowFile as a page. A FlowFile may contain anything, so
 * the content security policy gives the page no origin, allows no requests, and allows only scripts inside the page
 * itself.
 */
public abstract class ContentServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String ACCESS = "nifi-content-access";
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src "
                    + "data:; base-uri 'none'; form-action 'none'; sandbox allow-scripts";

    @Override
    protected final void doGet(final HttpServletRequest request, final HttpServletResponse response)
            throws IOException {
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
        show(downloaded, response);
    }

    /**
     * Writes the page.
     *
     * @param content the content, which is to be closed
     * @param response has the headers of an HTML page
     */
    protected abstract void show(DownloadableContent content, HttpServletResponse response) throws IOException;
}
