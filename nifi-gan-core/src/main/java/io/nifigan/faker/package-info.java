// SPDX-License-Identifier: Apache-2.0
/** Lists of given names, family names, streets and companies of many locales, from Datafaker. */
package io.nifigan.faker;
