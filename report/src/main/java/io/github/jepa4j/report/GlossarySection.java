package io.github.jepa4j.report;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

/// What each figure on the page means, in a line each.
final class GlossarySection {

    private static final List<Entry<String, String>> ENTRIES = List.of(
            Map.entry("Latent", "what the encoder makes of a picture: a vector in which the model thinks"),
            Map.entry(
                    "95 % interval",
                    "Wilson's score interval: where the true success rate lies, given so few episodes"),
            Map.entry(
                    "Floors",
                    "policies that need no learning: random actions, and walking straight at the goal as if there"
                            + " were no wall"),
            Map.entry("Oracle", "a scripted policy that knows where the door is: what could be won at most"),
            Map.entry(
                    "Prediction",
                    "mean squared difference between imagined latents and those of the pictures that came"),
            Map.entry(
                    "Variance",
                    "how far each latent dimension's standard deviation stays below 1; keeps latents from"
                            + " collapsing to a point"),
            Map.entry(
                    "Covariance", "mean squared covariance between latent dimensions; keeps them from saying the same"),
            Map.entry("Similarity", "mean squared change of the latent in one step; keeps the latent's path smooth"),
            Map.entry(
                    "Inverse dynamics",
                    "error of telling the action from the latents before and after it; keeps what" + " actions change"),
            Map.entry(
                    "Least and mean spread",
                    "standard deviation of latent dimensions over a batch; near 0 the"
                            + " representation has collapsed"),
            Map.entry(
                    "Effective rank",
                    "how many latent directions are in use: the exponential of the entropy of the"
                            + " covariance's spectrum"),
            Map.entry("Energy", "what the planner makes small: how far imagined latents are from the goal's"),
            Map.entry("FLOP", "floating-point operations, two per multiply-add, of imagining and of its gradients"));

    /// What a page about a run that learned to see has figures of.
    private static final Set<String> OF_SEEING =
            Set.of("Latent", "Prediction", "Variance", "Covariance", "Least and mean spread", "Effective rank");

    private GlossarySection() {}

    static void append(StringBuilder page, ReportData.Subject subject) {
        page.append("<footer>\n<h2>What the figures mean</h2>\n<dl class=\"glossary\">");
        for (Entry<String, String> entry : ENTRIES) {
            if (subject == ReportData.Subject.SEEING && !OF_SEEING.contains(entry.getKey())) {
                continue;
            }
            page.append("<div><dt>")
                    .append(Text.escape(entry.getKey()))
                    .append("</dt><dd>")
                    .append(Text.escape(entry.getValue()))
                    .append(".</dd></div>");
        }
        page.append("</dl>\n</footer>\n");
    }
}
