package io.github.jepa4j.report;

import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.SuccessRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the planner descends, and what it considered.
final class PlanningSection {

    private static final int MOST_CONSIDERED = 64;
    private static final int COLOURS = 5;
    private static final double SUBGOAL_RADIUS = 0.9;

    private PlanningSection() {}

    static void append(StringBuilder page, ReportData data) {
        Landscape landscape = data.landscape();
        Candidates candidates = data.candidates();
        if (landscape == null && candidates == null) {
            return;
        }
        page.append("<section>\n<h2>Planning</h2>\n<div class=\"grid2\">\n");
        appendLandscape(page, landscape);
        appendCandidates(page, candidates);
        if (candidates != null && !candidates.subgoals().isEmpty()) {
            appendSubgoals(page, candidates);
        }
        if (candidates != null && !candidates.futures().isEmpty()) {
            appendFutures(page, candidates);
        }
        page.append("</div>\n</section>\n");
    }

    private static void appendLandscape(StringBuilder page, @Nullable Landscape landscape) {
        if (landscape == null) {
            return;
        }
        HeatMap map = new HeatMap(landscape.columns(), landscape.rows(), landscape.energy());
        RoomsView view = new RoomsView(
                        landscape.scene(),
                        Text.format(
                                "Energy over the room, from %s at its least to %s",
                                Text.number(map.least()), Text.number(map.greatest())))
                .image(map, landscape.low(), landscape.high())
                .goal(landscape.goal(), SuccessRule.FINAL_DISTANCE);
        page.append("<figure><figcaption><span>Energy landscape</span></figcaption>")
                .append(view.svg())
                .append("<p class=\"legend\"><span>")
                .append(Text.number(map.least()))
                .append("</span><img alt=\"from bright, low energy, to dark, high energy\" src=\"")
                .append(HeatMap.legend())
                .append("\"><span>")
                .append(Text.number(map.greatest()))
                .append("</span></p><p class=\"quiet\">How far the latent of each place is from the goal's ")
                .append(
                        "(mean squared difference). Bright is near in the model's eyes; the ring is the goal.</p></figure>\n");
    }

    private static void appendCandidates(StringBuilder page, @Nullable Candidates candidates) {
        if (candidates == null) {
            return;
        }
        List<List<Position>> considered = candidates.considered();
        RoomsView view = new RoomsView(
                candidates.scene(),
                Text.format("The ways of %d candidates and, thick, the chosen one", considered.size()));
        considered.stream().limit(MOST_CONSIDERED).forEach(way -> view.path(way, "thin"));
        view.goal(candidates.goal(), SuccessRule.FINAL_DISTANCE)
                .path(candidates.chosen(), "way c1")
                .start(candidates.chosen().getFirst());
        page.append("<figure><figcaption><span>One plan</span></figcaption>")
                .append(view.svg())
                .append("<p class=\"key\"><span class=\"c0\">considered</span><span class=\"c1\">chosen</span></p>")
                .append("<p class=\"quiet\">")
                .append(
                        candidates.imagined()
                                ? "Where the model imagines each candidate leads, read off its latents."
                                : "Where each candidate would truly lead.")
                .append("</p></figure>\n");
    }

    private static void appendSubgoals(StringBuilder page, Candidates candidates) {
        List<Candidates.Stage> stages = candidates.subgoals();
        RoomsView view = new RoomsView(
                candidates.scene(), Text.format("The ways of sub-goals that %d levels planned", stages.size()));
        StringBuilder key = new StringBuilder();
        for (Candidates.Stage stage : stages.reversed()) {
            String colour = "c" + (stage.level() % COLOURS);
            view.path(stage.places(), "way " + colour);
            stage.places().forEach(place -> view.dot(place, SUBGOAL_RADIUS, "subgoal " + colour));
            key.append(Text.format(
                    "<span class=\"%s\">level %d, %d steps</span>",
                    colour, stage.level(), stage.places().size() - 1));
        }
        view.path(candidates.chosen(), "way c1")
                .goal(candidates.goal(), SuccessRule.FINAL_DISTANCE)
                .start(candidates.chosen().getFirst());
        page.append("<figure><figcaption><span>Sub-goals of that plan</span></figcaption>")
                .append(view.svg())
                .append("<p class=\"key\"><span class=\"c1\">actions</span>")
                .append(key)
                .append(
                        "</p><p class=\"quiet\">Each level's way to the goal, from the top down; each sub-goal where that ")
                .append(
                        "level perceives what is most like it. The actions go after the first of the lowest.</p></figure>\n");
    }

    private static void appendFutures(StringBuilder page, Candidates candidates) {
        List<List<Position>> futures = candidates.futures();
        RoomsView view = new RoomsView(
                candidates.scene(), Text.format("Where the plan leads in each of %d futures", futures.size()));
        futures.forEach(way -> view.path(way, "future c2"));
        view.path(candidates.chosen(), "way c1")
                .goal(candidates.goal(), SuccessRule.FINAL_DISTANCE)
                .start(candidates.chosen().getFirst());
        page.append("<figure><figcaption><span>Futures of that plan</span></figcaption>")
                .append(view.svg())
                .append("<p class=\"key\"><span class=\"c1\">as the model alone foresees it</span>")
                .append(Text.format("<span class=\"c2\">in each of %d futures</span></p>", futures.size()))
                .append(
                        "<p class=\"quiet\">What the latent variable may turn out to be, drawn together. Where all ways ")
                .append("are one, nothing is left to chance.</p></figure>\n");
    }
}
