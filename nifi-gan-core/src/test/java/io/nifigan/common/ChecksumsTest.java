// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChecksumsTest {
    @Test
    void acceptsValidCardsAndAccounts() {
        assertTrue(Checksums.isLuhn("4111111111111111"));
        assertTrue(Checksums.isLuhn("378282246310005"));
        assertFalse(Checksums.isLuhn("4111111111111112"));
        assertEquals(3, Checksums.luhn("7992739871", 10));
        assertTrue(Checksums.isIban("GB82WEST12345698765432"));
        assertTrue(Checksums.isIban("DE89370400440532013000"));
        assertFalse(Checksums.isIban("DE88370400440532013000"));
        assertFalse(Checksums.isIban("DE8937040044"));
        assertEquals("82", Checksums.ibanCheck("GB00WEST12345698765432"));
    }
}
