// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.evaluate.result.Evaluation;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ReportPictureTest {
    private static BufferedImage picture(final Evaluation evaluation, final String name) throws IOException {
        final byte[] png = ReportPicture.png(evaluation, "customers.csv", Instant.parse("2026-11-24T12:00:00Z"));
        Files.createDirectories(Path.of("target", "report"));
        Files.write(Path.of("target", "report", name + ".png"), png);
        final BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(1_200, image.getWidth());
        assertEquals(800, image.getHeight());
        return image;
    }

    private static long pixels(final BufferedImage image, final Color color) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getRGB(x, y) == color.getRGB() ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void showsVerdictsChartsAndAttacks() throws IOException {
        final BufferedImage image = picture(MadeUp.of(11), "picture");
        assertTrue(pixels(image, new Color(0xC8541C)) > 1_000, "the synthetic lines");
        assertTrue(pixels(image, ReportPicture.tone(Tone.GOOD)) > 4_000, "four cards are green");
        assertEquals(0, pixels(image, ReportPicture.tone(Tone.POOR)));
    }

    @Test
    void leakIsRed() throws IOException {
        assertTrue(pixels(picture(MadeUp.leaking(), "picture-leaking"), ReportPicture.tone(Tone.POOR)) > 1_000);
    }

    @Test
    void anyNamesAndMissingPartsFit() throws IOException {
        picture(MadeUp.hostile(), "picture-hostile");
        picture(MadeUp.bare(), "picture-bare");
    }
}
