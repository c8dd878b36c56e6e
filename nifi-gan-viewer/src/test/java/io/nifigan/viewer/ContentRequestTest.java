// SPDX-License-Identifier: Apache-2.0
package io.nifigan.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ContentRequestTest {
    @Test
    void findsTheAddressBehindAProxyAndTheNode() {
        final ContentRequest request = ContentRequest.of(
                "https://proxy/data/nifi-api/flowfile-queues/q/flowfiles/f/content?clusterNodeId=n1&x=y", "c");
        assertEquals("/nifi-api/flowfile-queues/q/flowfiles/f/content?clusterNodeId=n1&x=y", request.getDataUri());
        assertEquals("n1", request.getClusterNodeId());
        assertEquals("c", request.getClientId());
        assertNull(ContentRequest.of("http://localhost/nifi-api/provenance-events/7/content/output", null)
                .getClusterNodeId());
    }

    @Test
    void refusesOtherAddresses() {
        assertThrows(IllegalArgumentException.class, () -> ContentRequest.of(null, null));
        assertThrows(IllegalArgumentException.class, () -> ContentRequest.of("file:///etc/passwd", null));
    }
}
