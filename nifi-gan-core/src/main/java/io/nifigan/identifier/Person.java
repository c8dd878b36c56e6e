// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

/**
 * Whose names, mail and user names a row has: nobody.
 *
 * @param given the given name
 * @param family the family name
 * @param middle the initial of a middle name
 */
public record Person(String given, String family, char middle) {}
