// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import java.net.http.HttpHeaders;

/**
 * What tells one content of a model's source from a later one.
 *
 * @param tag      a file's size, or a server's ETag; null where the server gives none
 * @param modified when it was changed last, as the file system or the server says it; null where the server does not say
 */
record ModelVersion(String tag, String modified) {
    static ModelVersion of(final HttpHeaders headers) {
        return new ModelVersion(headers.firstValue("ETag").orElse(null), headers.firstValue("Last-Modified").orElse(null));
    }
}
