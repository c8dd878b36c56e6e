// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

/**
 * A fictitious person, whose names, mail addresses and user names a generated row has.
 *
 * @param given the given name
 * @param family the family name
 * @param middle the initial of a middle name
 */
public record Person(String given, String family, char middle) {}
