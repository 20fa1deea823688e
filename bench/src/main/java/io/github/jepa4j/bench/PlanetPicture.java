package io.github.jepa4j.bench;

import io.github.jepa4j.scenes.Planets;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/// Draws what was forecast beside what came, seen from above, for as long as each planet takes to go
/// round once.
record PlanetPicture(PlanetOrbits orbits, List<PlanetForecast> forecasts) {

    private static final int PANEL = 320;
    private static final int ACROSS = 3;
    private static final int LINE = 18;

    private static final List<Color> COLOURS = List.of(
            new Color(0x8BE28B), new Color(0xFFB347), new Color(0x6FB7FF), new Color(0xFF5A5A), new Color(0xC792EA));

    /// Of the first orbits, a panel each.
    void write(Path file, int panels) throws IOException {
        int down = (panels + ACROSS - 1) / ACROSS;
        int legend = LINE * (forecasts.size() + 1) + 10;
        BufferedImage image = new BufferedImage(ACROSS * PANEL, down * PANEL + legend, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(0x0B1026));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (int panel = 0; panel < Math.min(panels, orbits.count()); panel++) {
            panel(graphics, panel);
        }
        legend(graphics, down * PANEL);
        graphics.dispose();
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private void legend(Graphics2D graphics, int top) {
        graphics.setColor(Color.WHITE);
        graphics.drawString("what came: rings; the planet's place when it was last seen: filled", 10, top + LINE);
        for (int i = 0; i < forecasts.size(); i++) {
            graphics.setColor(COLOURS.get(i % COLOURS.size()));
            graphics.drawString(forecasts.get(i).name(), 10, top + LINE * (i + 2));
        }
    }

    private void panel(Graphics2D graphics, int orbit) {
        Graphics2D own =
                (Graphics2D) graphics.create(orbit % ACROSS * PANEL, orbit / ACROSS * PANEL, PANEL - 1, PANEL - 1);
        own.setColor(new Color(0x2A3358));
        own.drawRect(0, 0, PANEL - 2, PANEL - 2);
        own.setColor(new Color(0xFFD447));
        double sun = 0.06 * scale();
        own.fill(new Ellipse2D.Double(PANEL / 2.0 - sun, PANEL / 2.0 - sun, 2 * sun, 2 * sun));
        for (int planet = 0; planet < orbits.planets(); planet++) {
            planet(own, orbit * orbits.planets() + planet);
        }
        own.dispose();
    }

    private void planet(Graphics2D graphics, int body) {
        double[] truth = orbits.states().get(body / orbits.planets());
        int steps = orbits.horizon(body, 1);
        graphics.setColor(Color.WHITE);
        for (int step = 0; step <= steps; step++) {
            int at = orbits.at(body, step);
            ring(graphics, truth[at], truth[at + 1], step == 0);
        }
        graphics.setStroke(new BasicStroke(1.6f));
        for (int i = 0; i < forecasts.size(); i++) {
            graphics.setColor(COLOURS.get(i % COLOURS.size()));
            path(graphics, forecasts.get(i), body, steps);
        }
    }

    private static void path(Graphics2D graphics, PlanetForecast forecast, int body, int steps) {
        int at = body * forecast.axes();
        for (int step = 1; step <= steps; step++) {
            double[] from = forecast.places()[step - 1];
            double[] to = forecast.places()[step];
            graphics.draw(new Line2D.Double(x(from[at]), y(from[at + 1]), x(to[at]), y(to[at + 1])));
        }
    }

    private static void ring(Graphics2D graphics, double x, double y, boolean filled) {
        double radius = filled ? 5 : 3;
        Ellipse2D disc = new Ellipse2D.Double(x(x) - radius, y(y) - radius, 2 * radius, 2 * radius);
        if (filled) {
            graphics.fill(disc);
        } else {
            graphics.draw(disc);
        }
    }

    private static double scale() {
        return PANEL / (2 * Planets.REACH);
    }

    private static double x(double place) {
        return PANEL / 2.0 + place * scale();
    }

    private static double y(double place) {
        return PANEL / 2.0 - place * scale();
    }
}
