// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.train.TrainGAN;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Small images as a field of their records: through TrainGAN and SampleGenerator, and drawn as a PNG. */
@Tag("slow")
class ImagesFlowTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SIDE = 8;
    private static final int WHITE = 16;
    private static final List<String> LABELS = List.of("across", "down", "disc");

    /** Bars across, bars down and discs at random places and of random sizes. */
    private static ArrayNode shapes(final int count, final long seed) {
        final Random random = new Random(seed);
        final ArrayNode images = JSON.createArrayNode();
        for (int n = 0; n < count; n++) {
            final int label = random.nextInt(LABELS.size());
            final double size = 1.5 + 1.5 * random.nextDouble();
            final double x = 3 + 2 * random.nextDouble();
            final double y = 3 + 2 * random.nextDouble();
            final ObjectNode image = images.addObject().put("label", LABELS.get(label));
            final ArrayNode pixels = image.putArray("pixels");
            for (int i = 0; i < SIDE * SIDE; i++) {
                final double right = Math.abs(i % SIDE - x);
                final double below = Math.abs(i / SIDE - y);
                final double outside = switch (label) {
                    case 0 -> Math.max(below - 1, right - 1.3 * size);
                    case 1 -> Math.max(right - 1, below - 1.3 * size);
                    default -> Math.hypot(right, below) - size;
                };
                pixels.add((int) Math.round(WHITE * Math.clamp(.5 - outside, 0, 1)));
            }
        }
        return images;
    }

    private static double[] mean(final List<JsonNode> images, final String label) {
        final double[] mean = new double[SIDE * SIDE];
        final List<JsonNode> some = images.stream()
                .filter(image -> image.get("label").asText().equals(label))
                .toList();
        some.forEach(image -> {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += image.get("pixels").get(i).doubleValue() / some.size();
            }
        });
        return mean;
    }

    /** The correlation of the difference of two labels' mean images with that of others: 1 is the same picture. */
    private static double correlation(
            final List<JsonNode> real, final List<JsonNode> made, final String one, final String other) {
        double both = 0;
        double squareReal = 0;
        double squareMade = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            final double a = mean(real, one)[i] - mean(real, other)[i];
            final double b = mean(made, one)[i] - mean(made, other)[i];
            both += a * b;
            squareReal += a * a;
            squareMade += b * b;
        }
        return both / Math.sqrt(squareReal * squareMade);
    }

    private static void draw(final List<JsonNode> real, final List<JsonNode> made, final Path file) throws IOException {
        final int across = 12;
        final BufferedImage picture = new BufferedImage(
                (2 * across + 1) * (SIDE + 1), LABELS.size() * (SIDE + 1), BufferedImage.TYPE_BYTE_GRAY);
        for (int half = 0; half < 2; half++) {
            for (int row = 0; row < LABELS.size(); row++) {
                final String label = LABELS.get(row);
                final List<JsonNode> some = (half == 0 ? real : made)
                        .stream()
                                .filter(image -> image.get("label").asText().equals(label))
                                .limit(across)
                                .toList();
                for (int n = 0; n < some.size(); n++) {
                    for (int i = 0; i < SIDE * SIDE; i++) {
                        picture.getRaster()
                                .setSample(
                                        (half * (across + 1) + n) * (SIDE + 1) + i % SIDE,
                                        row * (SIDE + 1) + i / SIDE,
                                        0,
                                        255 * some.get(n).get("pixels").get(i).intValue() / WHITE);
                    }
                }
            }
        }
        Files.createDirectories(file.getParent());
        assertTrue(ImageIO.write(picture, "png", file.toFile()));
    }

    @Test
    void imagesOfEachLabelLookLikeTheRealOnes() throws IOException {
        final ArrayNode shapes = shapes(900, 1);
        final TestRunner trainer = Flow.runner(new TrainGAN());
        Flow.jsonReader(trainer);
        Flow.set(
                trainer,
                Map.of(
                        "Settings",
                        "Advanced",
                        "Maximum Steps",
                        "800",
                        "Latent Size",
                        "16",
                        "Layer Width",
                        "64",
                        "Depth",
                        "1",
                        "Batch Size",
                        "64",
                        "Time Budget",
                        "5 min"));
        trainer.enqueue(shapes.toString());
        trainer.run();
        assertEquals(
                List.of(),
                trainer.getFlowFilesForRelationship("failure").stream()
                        .map(flowFile -> flowFile.getAttribute("gan.error"))
                        .toList());

        final TestRunner generator = Flow.runner(new SampleGenerator());
        Flow.jsonWriter(generator);
        Flow.set(generator, Map.of("Number of Records", "900", "Random Seed", "5"));
        generator.enqueue(
                trainer.getFlowFilesForRelationship("model").getFirst().toByteArray());
        generator.run();
        generator.assertTransferCount("failure", 0);
        final List<JsonNode> made =
                Flow.records(generator.getFlowFilesForRelationship("success").getFirst());

        assertEquals(900, made.size());
        for (final JsonNode image : made) {
            assertTrue(LABELS.contains(image.get("label").asText()), image.toString());
            assertEquals(SIDE * SIDE, image.get("pixels").size());
            image.get("pixels")
                    .forEach(pixel -> assertTrue(
                            pixel.isInt() && pixel.intValue() >= 0 && pixel.intValue() <= WHITE, image.toString()));
        }
        final List<JsonNode> real = new ArrayList<>();
        shapes.forEach(real::add);
        draw(real, made, Path.of("target", "images", "shapes.png"));
        // After so few steps they are blurred; were labels or pixels mixed up, there would be nothing in common.
        assertTrue(
                correlation(real, made, "across", "down") > .8,
                "across, down: " + correlation(real, made, "across", "down"));
        assertTrue(
                correlation(real, made, "across", "disc") > .5,
                "across, disc: " + correlation(real, made, "across", "disc"));
        assertTrue(made.stream().map(JsonNode::toString).distinct().count() > 800);
    }
}
