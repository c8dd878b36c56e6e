// SPDX-License-Identifier: Apache-2.0
package io.nifigan.viewer;

import java.util.Arrays;
import java.util.Optional;
import org.apache.nifi.web.ContentRequestContext;

/**
 * A request to show the content of a FlowFile.
 *
 * @param dataUri the address of the content in NiFi's API
 * @param clusterNodeId the node that has the content, null outside of clusters
 * @param clientId the id of the requesting page, may be null
 */
record ContentRequest(String dataUri, String clusterNodeId, String clientId) implements ContentRequestContext {
    private static final String API = "/nifi-api/";
    private static final String NODE = "clusterNodeId=";

    /**
     * Parses the reference to the content.
     *
     * @param reference the parameter "ref": an address under NiFi's API
     * @throws IllegalArgumentException if the reference is missing or is not such an address
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
        // A proxy may have added a path prefix, which NiFi's own addresses do not have.
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
