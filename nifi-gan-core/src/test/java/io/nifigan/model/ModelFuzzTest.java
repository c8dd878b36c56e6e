// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mutated model files: bytes that are damaged, and whole zips whose content lies, up to four lies at once, with the id
 * set right. Each is refused by a sentence, or samples and scores. {@code ./check fuzz} runs 10,000.
 */
@Tag("slow")
class ModelFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> DOCUMENTS =
            List.of("manifest.json", "encoder.json", "calibration.json", "raking.json");
    private static final float[] FLOATS = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE, -Float.MAX_VALUE, 1e20f, Float.MIN_VALUE, 0
    };

    @Test
    void mutatedFilesAreRefusedOrWork() throws Exception {
        final byte[] good = TrainedModels.bytes(TrainedModels.model());
        FuzzRun.run("models", random -> {
            final GANModel model;
            try {
                model = switch (random.nextInt(5)) {
                    case 0 -> TrainedModels.read(damaged(good, random));
                    case 1 -> networks(good, random);
                    default -> lies(good, random);
                };
            } catch (final InvalidModelException e) {
                assertTrue(
                        e.getMessage().length() > 20
                                && !e.getMessage().contains("com.fasterxml")
                                && !e.getMessage().contains("io.nifigan"),
                        e.getMessage());
                return;
            }
            TamperedModel.use(model);
        });
    }

    private static byte[] damaged(final byte[] good, final SplittableRandom random) {
        byte[] bytes = good.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
            final int at = random.nextInt(bytes.length);
            final int length = Math.min(bytes.length - at, 1 + random.nextInt(1 << random.nextInt(16)));
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 2 -> {
                    final byte[] noise = new byte[length];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, bytes, at, length);
                }
                default -> {
                    final byte[] moved = Arrays.copyOfRange(bytes, at, at + length);
                    System.arraycopy(moved, 0, bytes, random.nextInt(bytes.length - length + 1), length);
                }
            }
        }
        return bytes;
    }

    /** Numbers in a network that are none, or beyond all measure. */
    private static GANModel networks(final byte[] good, final SplittableRandom random) throws IOException {
        final String name = random.nextBoolean() ? "generator.zip" : "discriminator.zip";
        final Map<String, byte[]> network = Zips.entries(Zips.entries(good).get(name));
        final byte[] numbers = network.get("coefficients.bin").clone();
        for (int i = 0; i <= random.nextInt(50); i++) {
            ByteBuffer.wrap(numbers)
                    .putFloat(
                            numbers.length - 4 - 4 * random.nextInt(numbers.length / 8),
                            FLOATS[random.nextInt(FLOATS.length)]);
        }
        network.put("coefficients.bin", numbers);
        return new TamperedModel(good).with(name, Zips.zip(network));
    }

    private static GANModel lies(final byte[] good, final SplittableRandom random) throws IOException {
        final String entry = DOCUMENTS.get(random.nextInt(DOCUMENTS.size()));
        final JsonNode document = JSON.readTree(Zips.entries(good).get(entry));
        for (int i = 0; i <= random.nextInt(4); i++) {
            final List<JsonPlace> places = JsonPlace.places(document);
            final JsonPlace place = places.get(random.nextInt(places.size()));
            final JsonPlace other = places.get(random.nextInt(places.size()));
            switch (random.nextInt(5)) {
                case 0 -> place.set(other.get().deepCopy());
                case 1 -> remove(place);
                case 2 -> repeat(place.get(), random);
                default -> place.set(JSON.readTree(JsonPlace.HOSTILE[random.nextInt(JsonPlace.HOSTILE.length)]));
            }
        }
        return new TamperedModel(good).with(entry, JSON.writeValueAsBytes(document));
    }

    private static void remove(final JsonPlace place) {
        if (place.parent() instanceof ObjectNode object) {
            object.remove(place.name());
        } else {
            ((ArrayNode) place.parent()).remove(place.index());
        }
    }

    /** Makes a list longer by some of its own members, or doubles a name. */
    private static void repeat(final JsonNode node, final SplittableRandom random) {
        if (node instanceof ArrayNode array && !array.isEmpty()) {
            for (int i = 0; i <= random.nextInt(20); i++) {
                array.add(array.get(random.nextInt(array.size())).deepCopy());
            }
        }
    }
}
