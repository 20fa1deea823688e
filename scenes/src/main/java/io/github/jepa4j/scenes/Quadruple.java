package io.github.jepa4j.scenes;

import io.github.jepa4j.world.Clip;
import java.util.List;

/// Two clips in which a law holds, and two in which it is broken: `impossible(i)` is `possible(i)` up to
/// the event.
///
/// Where the law shares its frames ([Law#sharesFrames]), whatever is told of single frames and averaged
/// over time is in sum the same for both sides. So is what is told of steps from one frame to the next, but
/// for the one step at the join, which shows nothing where it is hidden ([Setting#HIDDEN]). The largest
/// over time is not balanced so, nor is a change in full view: whoever measures surprise has to report,
/// beside it, that of a predictor that expects no change.
///
/// @param law        the law
/// @param setting    whether it is broken in the open
/// @param possible   2 clips, `[T, 3, Y, X]`
/// @param impossible 2 clips, `[T, 3, Y, X]`
/// @param event      the first frame that is another in an impossible clip than in its possible twin, from
///     1
public record Quadruple(Law law, Setting setting, List<Clip> possible, List<Clip> impossible, int event) {

    public Quadruple {
        possible = List.copyOf(possible);
        impossible = List.copyOf(impossible);
        if (possible.size() != 2 || impossible.size() != 2) {
            throw new IllegalArgumentException(
                    "A quadruple has 2 possible and 2 impossible clips, but this one has %d and %d.\nMaybe clips of several quadruples were put together."
                            .formatted(possible.size(), impossible.size()));
        }
    }
}
