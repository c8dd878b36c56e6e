// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws images: a row a label, some real ones on the left, as many generated ones on the right. */
final class ImageGrid {
    private static final int MOST_LABELS = 30;
    private static final int EACH = 10;
    private static final int ZOOM = 5;
    private static final int GAP = 4;

    private final Images real;
    private final Images generated;
    private final int width;
    private final int height;
    private final double brightest;

    /** @param width of each image; its height is what the pixels then make */
    ImageGrid(final Images real, final Images generated, final int width) {
        this.real = real;
        this.generated = generated;
        this.width = width;
        this.height = real.pixels()[0].length / width;
        this.brightest = Arrays.stream(real.pixels()).flatMapToDouble(Arrays::stream).max().orElse(1);
    }

    void write(final Path file) throws IOException {
        final List<String> labels = Arrays.stream(real.labels()).distinct().sorted().limit(MOST_LABELS).toList();
        final int across = ZOOM * width + GAP;
        final int down = ZOOM * height + GAP;
        final BufferedImage picture = new BufferedImage(2 * EACH * across + 5 * GAP, labels.size() * down + GAP, BufferedImage.TYPE_INT_RGB);
        final Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(0x80, 0x90, 0xA0));
        pen.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        for (int row = 0; row < labels.size(); row++) {
            draw(pen, real, labels.get(row), GAP, GAP + row * down, across);
            draw(pen, generated, labels.get(row), EACH * across + 5 * GAP, GAP + row * down, across);
        }
        pen.dispose();
        if (!ImageIO.write(picture, "png", file.toFile())) {
            throw new IOException("This Java cannot write PNG files");
        }
    }

    private void draw(final Graphics2D pen, final Images images, final String label, final int left, final int top, final int across) {
        final List<Integer> some = images.first(label, EACH);
        for (int i = 0; i < some.size(); i++) {
            final double[] pixels = images.pixels()[some.get(i)];
            for (int p = 0; p < width * height; p++) {
                final int grey = 255 - (int) Math.clamp(255 * pixels[p] / brightest, 0, 255);
                pen.setColor(new Color(grey, grey, grey));
                pen.fillRect(left + i * across + p % width * ZOOM, top + p / width * ZOOM, ZOOM, ZOOM);
            }
        }
    }
}
