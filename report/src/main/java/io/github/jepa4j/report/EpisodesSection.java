package io.github.jepa4j.report;

import io.github.jepa4j.evaluation.EpisodeResult;
import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.worlds.SuccessRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The episodes: a few as moving pictures, failures first, and all of them as a table.
final class EpisodesSection {

    private static final int MOST_LOST = 6;
    private static final int SHOWN = 12;

    private EpisodesSection() {}

    static void append(StringBuilder page, @Nullable Evaluation evaluation) {
        page.append("<section>\n<h2>Episodes</h2>\n");
        if (evaluation == null || evaluation.episodes().isEmpty()) {
            page.append("<p class=\"quiet\">No episodes were played.</p>\n</section>\n");
            return;
        }
        List<Integer> shown = shown(evaluation.episodes());
        page.append(
                        "<div class=\"bar-row\"><p class=\"quiet\">The ring is the goal, the open dot the start. Lost episodes ")
                .append("come first.</p><button type=\"button\" class=\"all\" hidden>Play all</button></div>\n")
                .append("<div class=\"grid4\">\n");
        shown.forEach(index -> appendEpisode(page, evaluation.episodes().get(index), index));
        page.append("</div>\n");
        appendTable(page, evaluation.episodes());
        page.append("</section>\n");
    }

    /// Which episodes to show: up to half lost ones, worst first, then won ones spread over the evaluation.
    static List<Integer> shown(List<EpisodeResult> episodes) {
        List<Integer> lost = new ArrayList<>();
        List<Integer> won = new ArrayList<>();
        for (int index = 0; index < episodes.size(); index++) {
            (episodes.get(index).won(SuccessRule.FINAL) ? won : lost).add(index);
        }
        lost.sort((one, other) -> Double.compare(
                episodes.get(other).finalDistance(), episodes.get(one).finalDistance()));
        int lostShown = Math.min(lost.size(), Math.max(MOST_LOST, SHOWN - won.size()));
        int wonShown = Math.min(won.size(), SHOWN - lostShown);
        List<Integer> shown = new ArrayList<>(lost.subList(0, lostShown));
        for (int place = 0; place < wonShown; place++) {
            shown.add(won.get((int) ((long) place * won.size() / wonShown)));
        }
        return shown;
    }

    private static void appendEpisode(StringBuilder page, EpisodeResult episode, int index) {
        boolean won = episode.won(SuccessRule.FINAL);
        String colour = won ? "c1" : "c4";
        String outcome = won ? "won" : "lost";
        var path = episode.path();
        RoomsView view = new RoomsView(
                        Scene.of(episode.task().layout()),
                        Text.format(
                                "Episode %d, %s: after %d steps %s px from the goal",
                                index, outcome, episode.steps(), Text.number(episode.finalDistance())))
                .goal(episode.task().goal(), SuccessRule.FINAL_DISTANCE)
                .path(path, "faint " + colour)
                .path(path, "trail " + colour)
                .start(path.getFirst())
                .dot(path.getLast(), 1.3, "mover " + colour);
        page.append("<figure class=\"multiple episode\"><figcaption><span>")
                .append(index)
                .append("</span><span class=\"")
                .append(won ? "last" : "last lost")
                .append("\">")
                .append(outcome)
                .append(", ")
                .append(Text.format("%.1f", episode.finalDistance()))
                .append(" px</span></figcaption>")
                .append(view.svg())
                .append(Text.format(
                        "<div class=\"controls\" hidden><button type=\"button\" aria-label=\"Play episode %d\">▶</button>"
                                + "<input type=\"range\" min=\"0\" max=\"%d\" value=\"%d\" aria-label=\"Step of episode %d\">"
                                + "<output>%d</output></div>",
                        index, path.size() - 1, path.size() - 1, index, path.size() - 1))
                .append("</figure>\n");
    }

    private static void appendTable(StringBuilder page, List<EpisodeResult> episodes) {
        page.append(Text.format("<details><summary>All %,d episodes</summary>\n", episodes.size()))
                .append("<div class=\"scroll\"><table><thead><tr><th>episode</th><th>wall</th><th>door</th>")
                .append("<th>outcome</th><th>final, px</th><th>least, px</th><th>plans</th>")
                .append("<th>imagined steps</th><th>seconds</th></tr></thead><tbody>\n");
        for (int index = 0; index < episodes.size(); index++) {
            EpisodeResult episode = episodes.get(index);
            boolean won = episode.won(SuccessRule.FINAL);
            page.append(Text.format(
                    "<tr><td>%d</td><td>%d</td><td>%d</td><td%s>%s</td><td>%.2f</td><td>%.2f</td><td>%,d</td>"
                            + "<td>%,d</td><td>%.2f</td></tr>\n",
                    index,
                    episode.task().layout().wall(),
                    episode.task().layout().door(),
                    won ? "" : " class=\"lost\"",
                    won ? "won" : "lost",
                    episode.finalDistance(),
                    episode.leastDistance(),
                    episode.effort().plans(),
                    episode.effort().imaginedSteps(),
                    episode.wallSeconds()));
        }
        page.append("</tbody></table></div></details>\n");
    }
}
