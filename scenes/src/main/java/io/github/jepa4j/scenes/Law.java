package io.github.jepa4j.scenes;

import java.util.Arrays;
import java.util.List;

/// What holds in everyday physics, and how scenes break it. The impossible clips of a quadruple are, but
/// for one case, the frames of the possible ones in another order: first the one clip, then the other,
/// joined where both show the same or hide it, as in IntPhys (Riochet et al., arXiv 1803.07616, section 3).
/// What one frame shows, or all of them as a heap, tells nothing then.
public enum Law {
    /// A car goes on at its height only where there is something below it. *Open*: it rolls, or is pushed,
    /// over an edge and falls, or floats on. **Frames are not shared** here, since no possible clip shows a
    /// car beyond the edge at the platform's height for long. Where it is clear of the platform, the frame
    /// may be one of something that falls past, which `Scenes.possible` shows too; in the few before, with
    /// its rear still over the platform, it is upright where a falling one would be tilted. *Hidden*: a pit
    /// or none is seen, a screen rises before it, and the car comes out on the other side, or does not.
    SUPPORT(true, true),
    /// What is free is pulled down. *Open*: a clamp opens and what it held falls, or shoots up; what is
    /// thrown up goes on, or drops without having slowed down. *Hidden*: what falls behind a curtain comes
    /// out falling, what rises slower or falling; or the other way round.
    GRAVITY(true, true),
    /// Nothing goes through a wall or a shelf. *Hidden*: something meets, behind a screen, a wall that
    /// stands out above it, or a shelf that stands out at its sides, and comes back, or comes out beyond.
    SOLIDITY(false, true),
    /// What is out of sight is still there. A thing disappears, or appears where there was none: while a
    /// screen hides the place, or in the open.
    PERMANENCE(true, true),
    /// What moves passes through all that is between. *Open*: a thing jumps ahead or back. *Hidden*: a
    /// thing passes behind two screens and is, or is not, seen in the gap between.
    CONTINUITY(true, true),
    /// Things keep their shape.
    SHAPE_CONSTANCY(true, true),
    /// Things keep their colour.
    COLOUR_CONSTANCY(true, true),
    /// What moves freely goes straight on at its speed, and what rests stays at rest; or it turns, stops,
    /// starts or changes speed without a cause.
    INERTIA(true, true),
    /// Two equal things that meet exchange their speeds; or one rebounds from the other, which does not
    /// budge, or speed comes from nowhere. Always in the open.
    COLLISION(true, false);

    private final boolean open;
    private final boolean hidden;

    Law(boolean open, boolean hidden) {
        this.open = open;
        this.hidden = hidden;
    }

    /// The settings in which there are scenes.
    public List<Setting> settings() {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting == Setting.OPEN ? open : hidden)
                .toList();
    }

    /// Whether the two impossible clips of a quadruple have the very frames of the two possible ones, each
    /// as often.
    public boolean sharesFrames(Setting setting) {
        return this != SUPPORT || setting == Setting.HIDDEN;
    }
}
