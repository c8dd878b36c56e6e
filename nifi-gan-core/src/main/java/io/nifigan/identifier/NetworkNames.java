// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.table.SemanticType;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Generates network addresses that no real machine has: from ranges for documentation, benchmarking or private use, or
 * locally administered ones.
 */
final class NetworkNames {
    private static final Set<String> IP_V4 = Set.of("10", "172.16", "192.168", "127", "public");
    private static final Set<String> IP_V6 = Set.of("private", "public");
    private static final Set<String> MAC = Set.of(":", "-");
    private static final Set<String> URL = Set.of("http", "http/", "https", "https/");
    private static final int MAX_TRIES = 400;
    private static final int BYTE = 256;
    private static final HexFormat HEX = HexFormat.of();

    private NetworkNames() {}

    static Set<String> patterns(final SemanticType meaning) {
        return switch (meaning) {
            case IP_V4 -> IP_V4;
            case IP_V6 -> IP_V6;
            case MAC -> MAC;
            default -> URL;
        };
    }

    /** The pattern of a real value: its range or notation. */
    static String pattern(final SemanticType meaning, final String value) {
        return switch (meaning) {
            case IP_V4 -> range(value);
            case IP_V6 -> value.matches("(?i)f[cde].*+|::1") ? "private" : "public";
            case MAC -> value.indexOf('-') > 0 ? "-" : ":";
            default ->
                (value.regionMatches(true, 0, "https", 0, 5) ? "https" : "http")
                        + (value.indexOf('/', 8) > 0 ? "/" : "");
        };
    }

    private static String range(final String value) {
        if (value.startsWith("10.") || value.startsWith("127.")) {
            return value.substring(0, value.indexOf('.'));
        }
        if (value.startsWith("192.168.")) {
            return "192.168";
        }
        return value.matches("172\\.(1[6-9]|2\\d|3[01])\\..*+") ? "172.16" : "public";
    }

    static String make(final IdentifierFormat format, final String pattern, final RandomGenerator random) {
        return switch (format.meaning()) {
            case IP_V4 -> {
                String made = ipV4(pattern, random);
                for (int i = 0; i < MAX_TRIES && !format.filter().accepts(SaltedHashFilter.hash(made)); i++) {
                    made = ipV4(pattern, random);
                }
                yield made;
            }
            case IP_V6 -> format.letterCase().of(ipV6("private".equals(pattern) ? "fd00:db8" : "2001:db8", random));
            case MAC -> format.letterCase().of(mac(pattern, random));
            case UUID -> format.letterCase().of(uuid(random));
            default -> url(format.domains(), pattern, random);
        };
    }

    private static String ipV4(final String pattern, final RandomGenerator random) {
        final String start = switch (pattern) {
            case "10", "127" -> pattern + "." + random.nextInt(BYTE);
            case "172.16" -> "172." + (16 + random.nextInt(16));
            case "192.168" -> pattern;
            // 198.18.0.0/15 is reserved for benchmarks (RFC 2544) and larger than the three blocks for documentation.
            default -> "198." + (18 + random.nextInt(2));
        };
        return start + "." + random.nextInt(BYTE) + "." + (1 + random.nextInt(BYTE - 2));
    }

    private static String ipV6(final String prefix, final RandomGenerator random) {
        final StringBuilder made = new StringBuilder(prefix);
        for (int i = 0; i < 6; i++) {
            made.append(':').append(Integer.toHexString(1 + random.nextInt(0xFFFF)));
        }
        return made.toString();
    }

    private static String mac(final String separator, final RandomGenerator random) {
        final StringBuilder made = new StringBuilder("02");
        for (int i = 0; i < 5; i++) {
            made.append(separator).append(HEX.toHexDigits((byte) random.nextInt(BYTE)));
        }
        return made.toString();
    }

    private static String uuid(final RandomGenerator random) {
        return new java.util.UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~(3L << 62) | 1L << 63)
                .toString();
    }

    private static String url(final List<String> domains, final String pattern, final RandomGenerator random) {
        final String scheme = pattern.replace("/", "");
        final String host = scheme + "://www." + domains.get(random.nextInt(domains.size()));
        return pattern.equals(scheme)
                ? host
                : host + "/" + Words.make(4 + random.nextInt(6), List.of(), random) + "/"
                        + Words.make(4 + random.nextInt(6), List.of(), random);
    }
}
