// SPDX-License-Identifier: Apache-2.0
package io.nifigan.viewer;

import java.util.Arrays;
import java.util.Optional;
import org.apache.nifi.web.ContentRequestContext;

/**
 * Which content is to be shown.
 *
 * @param dataUri where NiFi has it, as NiFi's own page names it
 * @param clusterNodeId the node that has it, null outside of clusters
 * @param clientId the page that asks, may be null
 */
record ContentRequest(String dataUri, String clusterNodeId, String clientId) implements ContentRequestContext {
    private static final String API = "/nifi-api/";
    private static final String NODE = "clusterNodeId=";

    /**
     * Reads the reference that a page was given.
     *
     * @param reference the parameter "ref": an address under NiFi's API
     * @throws IllegalArgumentException where it is none
     */
    static ContentRequest of(final String reference, final String clientId) {
        if (reference == null || !reference.contains(API)) {
            throw new IllegalArgumentException("The parameter 'ref' must be an address under NiFi's API");
        }
        final int query = reference.indexOf('?');
        final Optional<String> node = query < 0
                ? Optional.empty()
                : Arrays.stream(reference.substring(query + 1).split("&"))
                        .filter(part -> part.startsWith(NODE))
                        .map(part -> part.substring(NODE.length()))
                        .findFirst();
        // A proxy may have put a folder before: NiFi knows its addresses without it.
        return new ContentRequest(reference.substring(reference.indexOf(API)), node.orElse(null), clientId);
    }

    @Override
    public String getDataUri() {
        return dataUri;
    }

    @Override
    public String getClusterNodeId() {
        return clusterNodeId;
    }

    @Override
    public String getClientId() {
        return clientId;
    }
}
