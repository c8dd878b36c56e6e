// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no whole model, from the outside: the zips and their entries. */
@Tag("slow")
class HostileModelTest {
    private static byte[] good;
    private static String id;

    @BeforeAll
    static void trained() throws IOException {
        good = TrainedModels.bytes(TrainedModels.model());
        id = TrainedModels.model().id();
    }

    private static String refusal(final byte[] bytes) {
        final String message = assertThrows(InvalidModelException.class, () -> TrainedModels.read(bytes))
                .getMessage();
        assertTrue(
                message.length() > 20
                        && message.length() <= 500
                        && message.chars().noneMatch(c -> c < ' '),
                message);
        return message;
    }

    /** Refuses it without allocating more than so many bytes on the way. */
    private static String refusalWithin(final long maxBytes, final byte[] bytes) {
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        final String message = refusal(bytes);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated <= maxBytes, "allocated %,d bytes".formatted(allocated));
        return message;
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 50; i++) {
            final int length = i < 20 ? good.length - 1 - i * 7 : random.nextInt(good.length);
            refusal(Arrays.copyOf(good, length));
        }
    }

    @Test
    void filesThatAreNotModelsAreNamedSo() {
        assertTrue(refusal(new byte[0]).contains("empty"));
        final byte[] noise = new byte[5000];
        new SplittableRandom(1).nextBytes(noise);
        assertTrue(refusal(noise).startsWith("This is no model file"));
        assertTrue(refusal("id,name\n1,Ada\n".repeat(100).getBytes(StandardCharsets.UTF_8))
                .startsWith("This is no model file"));
        final String foreign = refusal(Zips.zip(Map.of("word/document.xml", new byte[100])));
        assertTrue(foreign.contains("\"word/document.xml\" where the entry manifest.json was expected"), foreign);
    }

    @Test
    void entriesOutOfPlaceAreRefused() {
        final Map<String, byte[]> entries = Zips.entries(good);
        final List<String> names = new ArrayList<>(entries.keySet());
        for (int i = 0; i + 1 < names.size(); i++) {
            final List<String> swapped = new ArrayList<>(names);
            Collections.swap(swapped, i, i + 1);
            final Map<String, byte[]> other = new LinkedHashMap<>();
            swapped.forEach(name -> other.put(name, entries.get(name)));
            assertTrue(refusal(Zips.zip(other)).contains("expected"));
        }
        for (final String name : names) {
            final Map<String, byte[]> fewer = new LinkedHashMap<>(entries);
            fewer.remove(name);
            assertTrue(refusal(Zips.zip(fewer)).contains("where the entry " + name + " was expected"));
        }
        final Map<String, byte[]> more = new LinkedHashMap<>(entries);
        more.put("seventh.json", new byte[2]);
        assertTrue(refusal(Zips.zip(more)).contains("seventh.json"));
        // Two entries of one name, which the JDK would not write.
        final byte[] doubled = new String(Zips.zip(more), StandardCharsets.ISO_8859_1)
                .replace("seventh.json", "encoder.json")
                .getBytes(StandardCharsets.ISO_8859_1);
        refusal(doubled);
        final byte[] followed = Arrays.copyOf(good, good.length + 1);
        assertTrue(refusal(followed).contains("end"));
        final byte[] twice = Arrays.copyOf(good, 2 * good.length);
        System.arraycopy(good, 0, twice, good.length, good.length);
        refusal(twice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifest.json",
                "encoder.json",
                "calibration.json",
                "raking.json",
                "generator.zip",
                "discriminator.zip"
            })
    void zipBombsAreRefusedInLittleMemory(final String name) {
        refusalWithin(8 << 20, Zips.withZeros(good, name, 60L << 20));
    }

    @Test
    void aFileOfAnotherVersionIsRefusedByItsVersionAndNotByItsFields() {
        final String manifest = new String(Zips.entries(good).get("manifest.json"), StandardCharsets.UTF_8);
        final String newer = manifest.replace("\"version\" : 1", "\"version\" : 2,\n  \"added\" : {}");
        final String message = refusal(Zips.with(good, "manifest.json", newer.getBytes(StandardCharsets.UTF_8)));
        assertTrue(
                message.startsWith("The model file has format version 2") && message.contains("reads version 1"),
                message);
    }

    @Test
    void blanksAfterTheJsonAreNotReadForEver() {
        final byte[] text = new byte[52 << 20];
        Arrays.fill(text, (byte) ' ');
        refusalWithin(8 << 20, Zips.with(good, "encoder.json", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"generator.zip", "discriminator.zip"})
    void zipBombsInZipsAreRefusedInLittleMemory(final String name) {
        final byte[] network = Zips.entries(good).get(name);
        for (final String inner : List.of("coefficients.bin", "configuration.json")) {
            refusalWithin(8 << 20, Zips.with(good, name, Zips.withZeros(network, inner, 20L << 20)));
        }
        final Map<String, byte[]> more = Zips.entries(network);
        more.put("updaterState.bin", new byte[1 << 20]);
        assertTrue(refusal(Zips.with(good, name, Zips.zip(more))).contains("updaterState.bin"));
    }

    @Test
    void hugeNetworksAreRefusedBeforeTheyAreAllocated() {
        final String manifest = new String(Zips.entries(good).get("manifest.json"), StandardCharsets.UTF_8);
        final String[][] changes = {
            {"\"width\" : 16", "\"width\" : 4096"},
            {"\"width\" : 16", "\"width\" : 2000"},
            {"\"blocks\" : 1", "\"blocks\" : 16"},
            {"\"latentSize\" : 8", "\"latentSize\" : 4096"},
            {"\"latentSize\" : 8", "\"latentSize\" : -1"},
            {"\"latentSize\" : 8", "\"latentSize\" : 2147483648"},
            {"\"width\" : 16", "\"width\" : 0"},
            {"\"width\" : 16", "\"width\" : 1e9"},
            {"\"width\" : 16", "\"width\" : null"},
            {"\"width\" : 16", "\"width\" : \"16\""}
        };
        for (final String[] change : changes) {
            assertTrue(manifest.contains(change[0]));
            refusalWithin(
                    12 << 20,
                    Zips.with(
                            good,
                            "manifest.json",
                            manifest.replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8)));
        }
        final byte[] wide = Zips.with(
                good,
                "manifest.json",
                manifest.replace("\"width\" : 16", "\"width\" : 4096")
                        .replace("\"blocks\" : 1", "\"blocks\" : 16")
                        .getBytes(StandardCharsets.UTF_8));
        assertTrue(refusalWithin(12 << 20, wide).contains("at most 33,554,432"));
    }

    @Test
    void hugeJsonIsRefusedInBoundedMemory() {
        final String column = "{\"field\":{\"name\":\"a\",\"type\":\"INT\",\"precision\":0,\"scale\":0},"
                + "\"kind\":\"INTEGER\",\"step\":1.0,\"format\":null}";
        final String manifest = new String(Zips.entries(good).get("manifest.json"), StandardCharsets.UTF_8);
        final String columns = "\"columns\":[" + (column + ",").repeat(1_000_000 / 10) + column + "],\"settings\"";
        final byte[] many = manifest.replaceFirst("(?s)\"columns\" : .*?\"settings\"", columns)
                .getBytes(StandardCharsets.UTF_8);
        assertTrue(
                refusalWithin(80 << 20, Zips.with(good, "manifest.json", many)).contains("manifest.json"));
        final long max = 500L << 20;
        for (final String piece : new String[] {"\"\",", "\"a\","}) {
            final String values = "{\"encodings\":[{\"type\":\"category\",\"values\":["
                    + piece.repeat((24 << 20) / piece.length()) + "\"\"],\"learnt\":1,\"shares\":[1]}]}";
            refusalWithin(max, Zips.with(good, "encoder.json", values.getBytes(StandardCharsets.ISO_8859_1)));
        }
        final String numbers =
                "{\"calibration\":{\"maps\":[[" + "0,".repeat(6 << 20) + "0]]},\"scoreScale\":{\"quantiles\":[0,0]}}";
        refusalWithin(max, Zips.with(good, "calibration.json", numbers.getBytes(StandardCharsets.ISO_8859_1)));
        final String empty =
                "{\"calibration\":{\"maps\":[" + "[],".repeat(6 << 20) + "[]]},\"scoreScale\":{\"quantiles\":[0,0]}}";
        refusalWithin(max, Zips.with(good, "calibration.json", empty.getBytes(StandardCharsets.ISO_8859_1)));
        final String deep = "{\"encodings\":" + "[".repeat(1 << 20);
        assertTrue(refusalWithin(8 << 20, Zips.with(good, "encoder.json", deep.getBytes(StandardCharsets.ISO_8859_1)))
                .contains("encoder.json"));
    }

    /** Would write a file if it were ever made. */
    public static final class Gadget {
        static boolean made;

        public Gadget() {
            made = true;
        }

        public void setCommand(final String command) {
            made = true;
        }
    }

    @Test
    void classesNamedByAFileAreNeverCreated() throws Exception {
        final String gadget = Gadget.class.getName();
        final byte[] network = Zips.entries(good).get("generator.zip");
        final String configuration = "{\"@class\":\"" + gadget
                + "\",\"command\":\"x\",\"vertices\":{\"a\":{\"@class\":\"" + gadget + "\",\"command\":\"x\"}}}";
        final byte[] changed = Zips.with(
                good,
                "generator.zip",
                Zips.with(network, "configuration.json", configuration.getBytes(StandardCharsets.UTF_8)));
        assertEquals(id, TrainedModels.read(changed).id());
        final String encoder = new String(Zips.entries(good).get("encoder.json"), StandardCharsets.UTF_8);
        for (final String type : new String[] {gadget, "io.nifigan.encode.NumberEncoding", "Number", ""}) {
            assertTrue(refusal(Zips.with(
                            good,
                            "encoder.json",
                            encoder.replaceFirst(
                                            "\"type\":\"[a-z]*\"",
                                            Matcher.quoteReplacement("\"type\":\"" + type + "\""))
                                    .getBytes(StandardCharsets.UTF_8)))
                    .contains("encoder.json"));
        }
        for (final String property : new String[] {"@class", "class", "@type"}) {
            refusal(Zips.with(
                    good,
                    "encoder.json",
                    encoder.replaceFirst(
                                    "\\{\"type\"",
                                    Matcher.quoteReplacement("{\"" + property + "\":\"" + gadget + "\",\"type\""))
                            .getBytes(StandardCharsets.UTF_8)));
        }
        assertFalse(Gadget.made);
    }

    private static byte[] coefficients(
            final String mode,
            final long[] shape,
            final String shapeType,
            final long length,
            final String type,
            final byte[] numbers)
            throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(mode);
            out.writeLong(shape.length);
            out.writeUTF(shapeType);
            for (final long number : shape) {
                out.writeLong(number);
            }
            out.writeUTF(mode);
            out.writeLong(length);
            out.writeUTF(type);
            out.write(numbers);
        }
        return bytes.toByteArray();
    }

    private static byte[] withCoefficients(final byte[] coefficients) {
        return Zips.with(
                good,
                "generator.zip",
                Zips.with(Zips.entries(good).get("generator.zip"), "coefficients.bin", coefficients));
    }

    @Test
    void coefficientsThatDoNotFitAreRefused() throws Exception {
        final int n = TrainedModels.model().generatorShape().parameters();
        final float[] parameters =
                io.nifigan.network.Graphs.parameters(TrainedModels.model().generator());
        final ByteBuffer numbers = ByteBuffer.allocate(4 * n);
        numbers.asFloatBuffer().put(parameters);
        final long[] shape = {1, n, 1, 8192, 1, 99};
        assertEquals(
                id,
                TrainedModels.read(withCoefficients(
                                coefficients("MIXED_DATA_TYPES", shape, "LONG", n, "FLOAT", numbers.array())))
                        .id());
        assertTrue(refusal(withCoefficients(coefficients("M", shape, "LONG", n + 1, "FLOAT", numbers.array())))
                .contains("by the manifest it has " + n));
        assertTrue(refusal(withCoefficients(coefficients("M", shape, "LONG", n, "DOUBLE", numbers.array())))
                .contains("type DOUBLE"));
        assertTrue(refusal(withCoefficients(coefficients("M", shape, "INT", n, "FLOAT", numbers.array())))
                .contains("type INT"));
        assertTrue(refusal(withCoefficients(
                        coefficients("M", new long[] {3, n, 1, 1, 1, 1}, "LONG", n, "FLOAT", numbers.array())))
                .contains("rank 3"));
        assertTrue(refusal(withCoefficients(coefficients("M", new long[0], "LONG", n, "FLOAT", numbers.array())))
                .contains("0 numbers"));
        assertTrue(refusal(withCoefficients(
                        coefficients("M", shape, "LONG", n, "FLOAT", Arrays.copyOf(numbers.array(), 4 * n - 1))))
                .contains("ends before"));
        assertTrue(refusal(withCoefficients(
                        coefficients("M", shape, "LONG", n, "FLOAT", Arrays.copyOf(numbers.array(), 4 * n + 1))))
                .contains("more bytes after"));
        for (final float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            final byte[] changed = numbers.array().clone();
            ByteBuffer.wrap(changed).putFloat(4 * (n - 1), bad);
            assertTrue(refusal(withCoefficients(coefficients("M", shape, "LONG", n, "FLOAT", changed)))
                    .contains("must be a finite number"));
        }
        final byte[] malformed = coefficients("MM", shape, "LONG", n, "FLOAT", numbers.array());
        malformed[2] = (byte) 0xff;
        refusal(withCoefficients(malformed));
        refusal(withCoefficients(new byte[0]));
        final ByteBuffer other = ByteBuffer.wrap(numbers.array().clone());
        other.putFloat(0, other.getFloat(0) + 1);
        assertTrue(refusal(withCoefficients(coefficients("M", shape, "LONG", n, "FLOAT", other.array())))
                .contains("was changed after it was written"));
    }

    @Test
    void aChangedByteIsRefusedOrChangesNothing() throws Exception {
        final SplittableRandom random = new SplittableRandom(3);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            final byte[] changed = good.clone();
            // Half of them where the structure is: at the beginning, at the end.
            final int at = switch (i % 4) {
                case 0 -> random.nextInt(300);
                case 1 -> good.length - 1 - random.nextInt(400);
                default -> random.nextInt(good.length);
            };
            changed[at] ^= (byte) (1 << random.nextInt(8));
            try {
                assertEquals(id, TrainedModels.read(changed).id(), "byte " + at);
            } catch (final InvalidModelException e) {
                refused++;
                assertTrue(e.getMessage().length() > 20, e.getMessage());
            }
        }
        assertTrue(refused > 120, refused + " refused");
    }
}
