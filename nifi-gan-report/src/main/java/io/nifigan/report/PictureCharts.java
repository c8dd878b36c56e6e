// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Small charts in a picture, in the page's colours and shapes. */
final class PictureCharts {
    private static final Color REAL = new Color(0x3D5A80);
    private static final Color REAL_FILL = new Color(0x3D, 0x5A, 0x80, 0x33);
    private static final Color SYNTHETIC = new Color(0xC8541C);
    private static final Color GRID = new Color(0xE9EBEB);
    private static final int LABELS = 78;
    private static final int MOST_BARS = 7;
    private static final int MARK = 9;

    private final Graphics2D pen;
    private final PictureText text;

    PictureCharts(final Graphics2D pen, final PictureText text) {
        this.pen = pen;
        this.text = text;
    }

    /** Which is which, ending at x. */
    void key(final int x, final int baseline) {
        text.right("synthetic, line", x, baseline, PictureText.SMALL, PictureText.SOFT);
        stroke(SYNTHETIC, 3);
        pen.draw(new Line2D.Double(x - 128, baseline - 5, x - 106, baseline - 5));
        text.right("real, filled", x - 150, baseline, PictureText.SMALL, PictureText.SOFT);
        box(x - 252, baseline - 11, 22, 12);
    }

    private void stroke(final Color color, final float width) {
        pen.setColor(color);
        pen.setStroke(new BasicStroke(width));
    }

    private void box(final double x, final double y, final double width, final double height) {
        final Rectangle2D box = new Rectangle2D.Double(x, y, width, height);
        pen.setColor(REAL_FILL);
        pen.fill(box);
        stroke(REAL, 1);
        pen.draw(box);
    }

    /** A column's distribution. */
    void column(final Chart chart, final int x, final int y, final int width, final int height) {
        switch (chart) {
            case Chart.Histogram histogram -> histogram(histogram, x, y, width, height);
            case Chart.Categories categories -> categories(categories, x, y, width, height);
            default -> throw new IllegalArgumentException("No chart of a column: " + chart.getClass().getSimpleName());
        }
    }

    private static double most(final List<Double> real, final List<Double> synthetic) {
        double most = 1e-9;
        for (int i = 0; i < real.size(); i++) {
            most = Math.max(most, Math.max(real.get(i), synthetic.get(i)));
        }
        return most;
    }

    private void histogram(final Chart.Histogram histogram, final int x, final int y, final int width, final int height) {
        final int bottom = y + height - 16;
        final double most = most(histogram.real(), histogram.synthetic());
        final Path2D real = steps(histogram.edges(), histogram.real(), most, x, y, width, bottom);
        pen.setColor(REAL_FILL);
        pen.fill(real);
        stroke(REAL, 1);
        pen.draw(real);
        stroke(SYNTHETIC, 2);
        pen.draw(steps(histogram.edges(), histogram.synthetic(), most, x, y, width, bottom));
        stroke(GRID, 1);
        pen.draw(new Line2D.Double(x, bottom, x + width, bottom));
        text.line(histogram.labels().getFirst().replaceFirst(" to .*", ""), x, y + height, width / 2, PictureText.TINY, PictureText.SOFT);
        text.right(histogram.labels().getLast().replaceFirst(".* to ", ""), x + width, y + height, PictureText.TINY, PictureText.SOFT);
    }

    private static Path2D steps(final List<Double> edges, final List<Double> shares, final double most, final int x, final int y, final int width,
            final int bottom) {
        final double from = edges.getFirst();
        final double span = Math.max(1e-12, edges.getLast() - from);
        final Path2D path = new Path2D.Double();
        path.moveTo(x, bottom);
        for (int i = 0; i < shares.size(); i++) {
            final double top = bottom - shares.get(i) / most * (bottom - y);
            path.lineTo(x + (edges.get(i) - from) / span * width, top);
            path.lineTo(x + (edges.get(i + 1) - from) / span * width, top);
        }
        path.lineTo(x + width, bottom);
        return path;
    }

    private void categories(final Chart.Categories categories, final int x, final int y, final int width, final int height) {
        final int bars = Math.min(MOST_BARS, categories.labels().size());
        final double most = most(categories.real(), categories.synthetic());
        final double each = (double) height / bars;
        for (int i = 0; i < bars; i++) {
            final double top = y + i * each;
            text.line(categories.labels().get(i), x, (int) (top + each / 2 + 4), LABELS - 8, PictureText.TINY, PictureText.SOFT);
            box(x + LABELS, top + .15 * each, categories.real().get(i) / most * (width - LABELS), .7 * each);
            stroke(SYNTHETIC, 3);
            final double at = x + LABELS + categories.synthetic().get(i) / most * (width - LABELS);
            pen.draw(new Line2D.Double(at, top + .05 * each, at, top + .95 * each));
        }
    }

    /** Success of attacks against learnt rows, dots, and others, squares. */
    void intervals(final Chart.Intervals intervals, final int x, final int y, final int width, final int height) {
        final int count = intervals.labels().size();
        final int bottom = y + height - 52;
        final double each = (double) (bottom - y) / count;
        for (int tick = 0; tick <= 4; tick++) {
            final double at = x + tick / 4. * width;
            stroke(GRID, 1);
            pen.draw(new Line2D.Double(at, y, at, bottom));
            final String label = Numbers.percent(intervals.most() * tick / 4);
            text.line(label, (int) Math.min(at, x + width - 30), bottom + 16, 60, PictureText.TINY, PictureText.SOFT);
        }
        for (int i = 0; i < count; i++) {
            final double middle = y + (i + .62) * each;
            text.line(intervals.labels().get(i).replace('\n', ' '), x, (int) (middle - 20), width, PictureText.SMALL, PictureText.INK);
            mark(intervals.attack().get(i), intervals.most(), x, width, middle - 4, true);
            if (intervals.control().get(i) != null) {
                mark(intervals.control().get(i), intervals.most(), x, width, middle + 9, false);
            }
        }
        pen.setColor(SYNTHETIC);
        pen.fill(new Ellipse2D.Double(x, bottom + 33, MARK, MARK));
        text.line("learnt rows", x + 16, bottom + 42, 120, PictureText.SMALL, PictureText.SOFT);
        pen.setColor(REAL);
        pen.fill(new Rectangle2D.Double(x + 120, bottom + 33, MARK, MARK));
        text.line("other rows", x + 136, bottom + 42, 120, PictureText.SMALL, PictureText.SOFT);
    }

    private void mark(final double[] rate, final double most, final int x, final int width, final double y, final boolean attack) {
        stroke(attack ? SYNTHETIC : REAL, 2);
        pen.draw(new Line2D.Double(x + rate[1] / most * width, y, x + rate[2] / most * width, y));
        final double at = x + rate[0] / most * width - MARK / 2.;
        pen.fill(attack ? new Ellipse2D.Double(at, y - MARK / 2., MARK, MARK) : new Rectangle2D.Double(at, y - MARK / 2., MARK, MARK));
    }
}
