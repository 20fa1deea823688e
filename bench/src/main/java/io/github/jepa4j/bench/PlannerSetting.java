package io.github.jepa4j.bench;

import io.github.jepa4j.actor.PlannerSpec;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRooms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A planner and the loop around it, as written on the command line:
/// `cem:candidates=64,iterations=6@H=50,replan=8,warm=yes`. What is left out keeps its default: the planner's own, a
/// horizon of 60, a new plan every 4 steps, warm-started, actions as long as those that were learned from. A
/// `-reference` planner's loop is by default that of its peer: a horizon of 90, a new plan at every step, each from a
/// cold start, actions in the world's box.
///
/// @param text    as written
/// @param spec    the planner
/// @param horizon `H`
/// @param replan  actions done between plans
/// @param warm    whether a plan begins with what is left of the one before
record PlannerSetting(String text, PlannerSpec spec, int horizon, int replan, boolean warm) {

    /// What `jepa4j evaluate` plans with.
    static final String DEFAULT = "cem:candidates=64,iterations=3@H=60,replan=4";

    private static final int HORIZON = 60;
    private static final int REPLAN = 4;

    /// The longest step in the data, in pixels.
    private static final double LONGEST = 1.8;

    private static final String OF_THE_PEER = "-reference";

    /// @throws IllegalArgumentException when it cannot be read
    static PlannerSetting parse(String text) {
        String[] halves = text.strip().split("@", 2);
        String[] names = halves[0].split(":", 2);
        Map<String, Double> parameters = new LinkedHashMap<>();
        pairs(text, names.length > 1 ? names[1] : "")
                .forEach((name, value) -> parameters.put(name, number(text, value)));
        PlannerSpec spec = new PlannerSpec(names[0], parameters);
        boolean reference = names[0].endsWith(OF_THE_PEER);
        Agent.Config loop = Agent.Config.reference();
        int horizon = reference ? loop.horizon() : HORIZON;
        int replan = reference ? loop.replanInterval() : REPLAN;
        boolean warm = !reference;
        for (var pair : pairs(text, halves.length > 1 ? halves[1] : "").entrySet()) {
            switch (pair.getKey()) {
                case "H", "horizon" -> horizon = (int) number(text, pair.getValue());
                case "replan" -> replan = (int) number(text, pair.getValue());
                case "warm" ->
                    warm = pair.getValue().equals("yes") || pair.getValue().equals("true");
                default ->
                    throw new IllegalArgumentException(
                            "The planner '%s' sets %s after the @; it must be H, replan or warm.\nMaybe it belongs before the @."
                                    .formatted(text, pair.getKey()));
            }
        }
        PlannerSetting setting = new PlannerSetting(text, spec, horizon, replan, warm);
        setting.loop();
        return setting;
    }

    /// The loop.
    Agent.Config loop() {
        return new Agent.Config(horizon, replan, warm, Duration.ZERO);
    }

    /// The longest action, in pixels; 0 where the world sets the limit.
    double actionLimit() {
        return spec.name().endsWith(OF_THE_PEER) ? 0 : LONGEST;
    }

    ActionSpace actionSpace() {
        return actionLimit() == 0
                ? new TwoRooms(LayoutChoice.FIXED).actionSpace()
                : new ActionSpace.Ball(Rooms.ACTIONS, (float) actionLimit());
    }

    /// A name for a file.
    String fileName() {
        return text.strip().replaceAll("[^A-Za-z0-9.=-]+", "_");
    }

    private static Map<String, String> pairs(String text, String list) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : list.split(",", -1)) {
            if (pair.isBlank()) {
                continue;
            }
            String[] sides = pair.split("=", 2);
            if (sides.length != 2) {
                throw new IllegalArgumentException(
                        "The planner '%s' has '%s', which is no name=value.\nMaybe write it like cem:candidates=64,iterations=6@H=50,replan=8."
                                .formatted(text, pair));
            }
            pairs.put(sides[0].strip(), sides[1].strip());
        }
        return pairs;
    }

    private static double number(String text, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The planner '%s' has the value '%s', which is no number.\nMaybe a comma is missing."
                            .formatted(text, value),
                    e);
        }
    }
}
