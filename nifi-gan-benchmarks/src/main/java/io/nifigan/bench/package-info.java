// SPDX-License-Identifier: Apache-2.0
/**
 * The command line program {@code bench}, which measures quality, privacy and speed of the engine without NiFi. Each
 * command is a class.
 */
package io.nifigan.bench;
