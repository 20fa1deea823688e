package io.github.jepa4j.bench;

import io.github.jepa4j.regression.IntrinsicDimension;
import io.github.jepa4j.regression.PrincipalDirections;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the planets' exam came to.
final class PlanetTables {

    /// AU.
    static final double SUCCESS = 0.1;

    static final double TENTH = 0.1;
    private static final double[] PARTS = {TENTH, 0.5, 1};
    private static final int FEWEST = 10;
    private static final int MOST = 20;
    private static final int MOST_KEPT = 12;
    private static final double KNEE = 0.05;

    private PlanetTables() {}

    /// What of the true state is read.
    ///
    /// @param places what the true place alone says, by the same readouts: the floor
    static Table readouts(List<PlanetMind> minds, PlanetReadout places, PlanetOrbits orbits) {
        List<String> columns = new ArrayList<>(List.of("from", "by"));
        List<String> numbers =
                orbits.axes() == 2 ? List.of("x", "y", "vx", "vy") : List.of("x", "y", "z", "vx", "vy", "vz");
        for (int planet = 0; planet < orbits.planets(); planet++) {
            String of = orbits.planets() == 1 ? "" : " of " + (planet + 1);
            numbers.forEach(number -> columns.add(number + of));
        }
        Table table = new Table("R2 of the true state, other orbits", columns.toArray(String[]::new));
        for (boolean isCurved : new boolean[] {false, true}) {
            String by = isCurved ? "perceptron" : "linear probe";
            table.row(cells("the true place", by, places.read(places(orbits), isCurved), orbits));
            for (PlanetMind mind : minds) {
                table.row(cells(mind.name(), by, mind.readout().read(mind.latents(orbits), isCurved), orbits));
            }
        }
        return table;
    }

    private static Object[] cells(String from, String by, double[] read, PlanetOrbits orbits) {
        List<Object> cells = new ArrayList<>(List.of(from, by));
        double[] truth = orbits.at(0);
        for (int number = 0; number < orbits.size(); number++) {
            cells.add(String.format(Locale.ROOT, "%.4f", PlanetReadout.explained(read, truth, orbits.size(), number)));
        }
        return cells.toArray();
    }

    /// Present places, `[N, planets * axes]`.
    static double[] places(PlanetOrbits orbits) {
        return PlanetForecast.ofStates("", 0, orbits.each(), step -> orbits.at(0))
                .places()[0];
    }

    /// How many numbers there are in latents, in pixels, and in the truth.
    static Table dimensions(List<PlanetMind> minds, PlanetOrbits orbits) {
        Table table = new Table(
                "intrinsic dimension of %d orbits".formatted(orbits.count()),
                "of",
                "numbers",
                "TwoNN",
                "likelihood, %d to %d neighbours".formatted(FEWEST, MOST),
                "directions of 99 % of variance");
        double[] truth = orbits.at(0);
        for (int i = 0; i < truth.length; i++) {
            // Years in which a planet at 1 AU goes 1 rad, so that places and velocities weigh alike.
            truth[i] /= i % orbits.each() < orbits.axes() ? 1 : 2 * Math.PI;
        }
        table.row(row("the true state", truth, orbits.size(), needed(PrincipalDirections.of(truth, orbits.size()))));
        double[] pixels = pixels(orbits);
        table.row(row("the two frames", pixels, pixels.length / orbits.count(), "-"));
        for (PlanetMind mind : minds) {
            double[] latents = mind.latents(orbits);
            int dimension = mind.model().dimension();
            table.row(row(mind.name(), latents, dimension, needed(PrincipalDirections.of(latents, dimension))));
        }
        return table;
    }

    private static Object[] row(String of, double[] points, int numbers, Object needed) {
        IntrinsicDimension found = IntrinsicDimension.of(points, numbers, MOST);
        return new Object[] {of, numbers, two(found.twoNearest()), two(found.mostLikely(FEWEST, MOST)), needed};
    }

    private static int needed(PrincipalDirections directions) {
        int kept = 0;
        while (directions.share(kept) < 0.99) {
            kept++;
        }
        return kept;
    }

    private static double[] pixels(PlanetOrbits orbits) {
        int size = orbits.pairs().getFirst().length;
        double[] pixels = new double[orbits.count() * size];
        for (int i = 0; i < orbits.count(); i++) {
            for (int p = 0; p < size; p++) {
                pixels[i * size + p] = (orbits.pairs().get(i)[p] & 0xFF) / 255.0;
            }
        }
        return pixels;
    }

    /// How far off forecasts are.
    static List<Table> errors(List<PlanetForecast> forecasts, PlanetOrbits orbits) {
        List<Table> tables = new ArrayList<>();
        for (double part : PARTS) {
            Table table = new Table(
                    "after %s of an orbit".formatted(part == 1 ? "1" : part == TENTH ? "1/10" : "1/2"),
                    "forecast",
                    "median AU",
                    "90 % AU",
                    "median % of a",
                    "90 %, % of a",
                    "success %");
            for (PlanetForecast forecast : forecasts) {
                double[] errors = forecast.errors(orbits, part);
                for (int planet = 0; planet < orbits.planets(); planet++) {
                    table.row(row(forecast, errors, orbits, planet));
                }
            }
            tables.add(table);
        }
        return tables;
    }

    /// Of the planets with this number.
    private static Object[] row(PlanetForecast forecast, double[] all, PlanetOrbits orbits, int planet) {
        double[] errors = new double[orbits.count()];
        double[] shares = new double[orbits.count()];
        for (int i = 0; i < errors.length; i++) {
            int body = i * orbits.planets() + planet;
            errors[i] = all[body];
            shares[i] = 100 * errors[i] / orbits.orbits().get(body).axis();
        }
        return new Object[] {
            forecast.name()
                    + (forecast.axes() < orbits.axes() ? " (x, y)" : "")
                    + (orbits.planets() == 1 ? "" : ", planet " + (planet + 1)),
            three(PlanetForecast.quantile(errors, 0.5)),
            three(PlanetForecast.quantile(errors, 0.9)),
            one(PlanetForecast.quantile(shares, 0.5)),
            one(PlanetForecast.quantile(shares, 0.9)),
            one(100 * PlanetForecast.within(errors, SUCCESS))
        };
    }

    /// Success after 1/10 orbit where only the first principal directions of latents are kept.
    static Table kept(PlanetMind mind, PlanetOrbits orbits, Findings findings) {
        Table table = new Table(
                "%s: first k principal directions kept, success %% after 1/10 orbit".formatted(mind.name()),
                "k",
                "variance %",
                "at the start",
                "at every step",
                "median AU at the start",
                "at every step ");
        int all = mind.model().dimension();
        double[][] found = new double[2][Math.min(MOST_KEPT, all - 1) + 1];
        for (int k = 1; k <= found[0].length; k++) {
            int kept = k < found[0].length ? k : all;
            List<Object> cells = new ArrayList<>();
            for (int every = 0; every < 2; every++) {
                double[] errors = tenth(mind, orbits, kept, every == 1);
                found[every][k - 1] = PlanetForecast.within(errors, SUCCESS);
                cells.add(every, one(100 * found[every][k - 1]));
                cells.add(three(PlanetForecast.quantile(errors, 0.5)));
            }
            table.row(
                    kept == all ? "all " + all : k,
                    two(100 * mind.directions().share(kept)),
                    cells.get(0),
                    cells.get(1),
                    cells.get(2),
                    cells.get(3));
        }
        findings.setting(
                "knee of " + mind.name(),
                "%d at the start, %d at every step".formatted(knee(found[0]), knee(found[1])));
        return table;
    }

    private static double[] tenth(PlanetMind mind, PlanetOrbits orbits, int kept, boolean everyStep) {
        int steps = 1;
        for (int i = 0; i < orbits.bodies(); i++) {
            steps = Math.max(steps, orbits.horizon(i, TENTH));
        }
        return mind.reduced(orbits, kept, everyStep, steps).errors(orbits, TENTH);
    }

    /// The first `k` whose success is within 5 points of that with all.
    ///
    /// @param success of 1, 2, ... and, last, of all directions, in [0, 1]
    static int knee(double[] success) {
        int k = 1;
        while (success[k - 1] < success[success.length - 1] - KNEE) {
            k++;
        }
        return k;
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
