/// Keeps an agent's actions within limits, whatever proposes them.
module io.github.jepa4j.safety {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.world;

    exports io.github.jepa4j.safety;
}
