package io.github.jepa4j.bench;

import io.github.jepa4j.worldmodel.GruSpec;
import io.github.jepa4j.worldmodel.PredictorSpec;
import io.github.jepa4j.worldmodel.ResidualSpec;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A predictor's sizes, as a command's option names them: `gru:D` or `residual:D:M:N`.
final class PredictorText {

    /// That of the compact configuration.
    static final String COMPACT = "residual:256:256:2";

    private static final Pattern FORM = Pattern.compile("(?:gru:(\\d{1,5})|residual:(\\d{1,5}):(\\d{1,5}):(\\d))");

    private PredictorText() {}

    static PredictorSpec parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "The predictor '%s' is neither gru:D nor residual:D:M:N.\nMaybe write %s."
                            .formatted(text, COMPACT));
        }
        return form.group(1) != null
                ? new GruSpec(Integer.parseInt(form.group(1)), Rooms.ACTIONS)
                : new ResidualSpec(
                        Integer.parseInt(form.group(2)),
                        Rooms.ACTIONS,
                        Integer.parseInt(form.group(3)),
                        Integer.parseInt(form.group(4)));
    }
}
