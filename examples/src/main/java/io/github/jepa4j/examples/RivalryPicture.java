package io.github.jepa4j.examples;

import io.github.jepa4j.inference.Minimum;
import io.github.jepa4j.inference.Rivalry;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worlds.NeckerCube;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/// Paints what was seen, what was found in it, both readings as solids, and below how belief goes from one
/// to the other. Without a word, so that it needs no font.
///
/// @param seen     the picture
/// @param found    the drawing found in it
/// @param readings two, as depths of its corners
record RivalryPicture(Pixels seen, NeckerCube found, List<Minimum> readings) {

    private static final int WIDTH = 1500;
    private static final int HEIGHT = 930;
    private static final int EDGE = 40;
    private static final int PANEL = 450;
    private static final int INSET = 6;
    private static final Color PAPER = new Color(0xF6F4EF);
    private static final Color INK = new Color(0x2B2B33);
    private static final Color FOUND = new Color(0xC2185B);
    private static final Color[] READINGS = {new Color(0x2F79B7), new Color(0xE0812D)};

    /// Room for the solids above the course.
    private static final int ICONS = 96;

    /// Writes it as a PNG.
    void write(Rivalry rivalry, List<Rivalry.State> course, Path file) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        int gap = (WIDTH - 2 * EDGE - 3 * PANEL) / 2;
        drawing(graphics, EDGE, EDGE);
        for (int reading = 0; reading < 2; reading++) {
            double left = EDGE + (reading + 1.0) * (PANEL + gap);
            card(graphics, left, EDGE, PANEL, PANEL);
            solid(
                    graphics,
                    reading,
                    new double[] {left + PANEL / 2.0, EDGE + PANEL / 2.0},
                    (PANEL - 2.0 * INSET) / seen.columns());
        }
        double top = EDGE + PANEL + gap;
        Rectangle2D chart = new Rectangle2D.Double(EDGE, top, WIDTH - 2.0 * EDGE, HEIGHT - EDGE - top);
        course(graphics, rivalry, course, chart);
        graphics.dispose();
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException(
                    "There is no writer of PNG; one comes with every JDK.\nMaybe java.desktop is missing.");
        }
    }

    private static void card(Graphics2D graphics, double x, double y, double width, double height) {
        graphics.setColor(new Color(0, 0, 0, 18));
        graphics.fill(new RoundRectangle2D.Double(x + 2, y + 4, width, height, 18, 18));
        graphics.setColor(Color.WHITE);
        graphics.fill(new RoundRectangle2D.Double(x, y, width, height, 18, 18));
    }

    /// The pixels as they are, and on them the corners that were found.
    private void drawing(Graphics2D graphics, double x, double y) {
        card(graphics, x, y, PANEL, PANEL);
        BufferedImage pixels = new BufferedImage(seen.columns(), seen.rows(), BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < seen.rows(); row++) {
            for (int column = 0; column < seen.columns(); column++) {
                double white = seen.at(0, row, column) / 255.0;
                pixels.setRGB(column, row, Solid.mixed(INK, Color.WHITE, white).getRGB());
            }
        }
        int size = PANEL - 2 * INSET;
        graphics.drawImage(pixels, (int) x + INSET, (int) y + INSET, size, size, null);
        double scale = size / (double) seen.columns();
        graphics.setStroke(new BasicStroke(3));
        for (int corner = 0; corner < NeckerCube.CORNERS; corner++) {
            double cx = x + INSET + scale * (found.corners()[2 * corner] + 0.5);
            double cy = y + INSET + scale * (found.corners()[2 * corner + 1] + 0.5);
            graphics.setColor(FOUND);
            graphics.draw(new Ellipse2D.Double(cx - 9, cy - 9, 18, 18));
        }
    }

    private void solid(Graphics2D graphics, int reading, double[] centre, double scale) {
        new Solid(found, readings.get(reading).point(), READINGS[reading]).paint(graphics, centre, scale);
    }

    /// Which reading is believed, and the energies as tiredness raises them: the lower is believed, or
    /// soon will be.
    private void course(Graphics2D graphics, Rivalry rivalry, List<Rivalry.State> course, Rectangle2D area) {
        card(graphics, area.getX(), area.getY(), area.getWidth(), area.getHeight());
        double inner = 24;
        Rectangle2D plot = new Rectangle2D.Double(
                area.getX() + inner,
                area.getY() + ICONS,
                area.getWidth() - 2 * inner,
                area.getHeight() - ICONS - inner);
        bands(graphics, course, plot);
        double most = 0;
        for (Rivalry.State state : course) {
            most = Math.max(most, Math.max(rivalry.raised(state)[0], rivalry.raised(state)[1]));
        }
        double across = plot.getWidth() / (course.size() - 1);
        for (int reading = 0; reading < 2; reading++) {
            Path2D curve = new Path2D.Double();
            for (int step = 0; step < course.size(); step++) {
                double share = rivalry.raised(course.get(step))[reading] / most;
                double y = plot.getMaxY() - 16 - (plot.getHeight() - 36) * share;
                if (step == 0) {
                    curve.moveTo(plot.getX(), y);
                } else {
                    curve.lineTo(plot.getX() + across * step, y);
                }
            }
            graphics.setColor(READINGS[reading]);
            graphics.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.draw(curve);
        }
    }

    /// A band for as long as one reading is believed, and above it the solid.
    private void bands(Graphics2D graphics, List<Rivalry.State> course, Rectangle2D plot) {
        double across = plot.getWidth() / (course.size() - 1);
        int begun = 0;
        for (int step = 1; step <= course.size(); step++) {
            int believed = course.get(begun).believed();
            if (step < course.size() && course.get(step).believed() == believed) {
                continue;
            }
            double from = plot.getX() + across * begun;
            double width = across * (Math.min(step, course.size() - 1) - begun);
            graphics.setColor(Solid.mixed(READINGS[believed], Color.WHITE, 0.86));
            graphics.fill(new Rectangle2D.Double(from, plot.getY(), width, plot.getHeight()));
            if (width > 60) {
                solid(graphics, believed, new double[] {from + width / 2, plot.getY() - ICONS / 2.0 + 4}, 0.38);
            }
            begun = step;
        }
    }
}
