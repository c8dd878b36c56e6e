// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo.viewer;

import io.nifigan.viewer.ContentServlet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.apache.nifi.web.DownloadableContent;

/** A content viewer for CSV and JSON, in place of NiFi's own. */
public final class TextServlet extends ContentServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void show(final DownloadableContent content, final HttpServletResponse response) throws IOException {
        try (InputStream in = content.getContent();
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            if ("text/csv".equals(content.getType())) {
                TextPage.csv(text, response.getWriter());
            } else {
                TextPage.json(text, response.getWriter());
            }
        }
    }
}
