// SPDX-License-Identifier: Apache-2.0
/** System tests in real NiFi processes: {@code ./check cluster}, {@code ./check kill} and {@code ./check soak}. */
package io.nifigan.systemtest;
