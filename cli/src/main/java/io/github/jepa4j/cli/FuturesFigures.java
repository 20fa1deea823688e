package io.github.jepa4j.cli;

import java.io.PrintWriter;

/// How well a latent variable tells what may come.
sealed interface FuturesFigures permits ChanceFigures, SpreadFigures {

    void print(PrintWriter to);
}
