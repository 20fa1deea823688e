package io.github.jepa4j.safety;

import io.github.jepa4j.world.ActionSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The stirred-tank reactor of Klatt and Engell with do-mpc's uncertain kinetics, whose reactor and
/// jacket must not get too hot. The states are the concentrations of A and B in mol/l and the
/// temperatures of reactor and jacket in °C; an action is the feed in 1/h, in [5, 100], and the
/// jacket's heat in kJ/h, in [-8500, 0], held for 0.005 h. The activation energy of 2 A to D is
/// uncertain by the factor alpha, the rate of A to B by beta.
///
/// **Dynamics.** A differential equation, enclosed by Müller's comparison theorem: the upper bound of a
/// state climbs at least as fast as that state does anywhere on its own upper face. In the four states
/// alone such bounds explode, since more A makes more heat and more heat leaves less A, and a box
/// forgets that. So a fifth state is held, which is determined by the others: `W = TR + c Ca`, what the
/// reactor's temperature would be if all A became D at once. In `W'` the fast reaction cancels, and on
/// every face the other bounds are cut to what `W` leaves of them. Besides, alpha is cut into cells,
/// each a hypothesis of its own that readings may refute.
///
/// **Backup.** The least feed and full cooling, until both temperatures are cool and every bound of `W`
/// is below the reactor's limit: then not even all of A becoming D at once would make it too hot. That
/// is no proof for ever, for the feed goes on. The cooling goes on too, and readings must come: of a
/// reactor that is blind for longer than some minutes nothing is promised. (A box that returns into
/// itself under full cooling was looked for, with the heat of reactor and jacket together as a sixth
/// state, and not found: without readings the bounds grow again after about 50 steps. A cold reactor
/// gathers A, which is the real danger behind it.)
///
/// What is proved is proved of the differential equation, in plain double precision: a widening in every
/// substep stands for rounding and for the error of the plant's own integrator, which must be at most
/// that.
///
/// Source: Klatt and Engell, *Computers and Chemical Engineering* 22, 1998; Fiedler et al., *do-mpc*,
/// 2023; Müller, *Über das Fundamentaltheorem in der Theorie der gewöhnlichen
/// Differentialgleichungen*, 1927.
public final class CstrPlant implements Plant {

    private static final ActionSpace.Box ACTIONS = new ActionSpace.Box(new float[] {5, -8500}, new float[] {100, 0});

    private static final int SUBSTEPS = 10;

    /// More than rounding and a Runge-Kutta method's error amount to in a substep, in each state's unit:
    /// the error is about `(h L)^5 / 120`, with `h L < 0.14` below 140 °C, of what the state changes by.
    private static final double[] WIDENING = {1e-6, 1e-6, 1e-5, 1e-5, 1e-5};

    /// How far below their limits both temperatures are when they are cool, in K.
    private static final double COOL = 5;

    private final double hottest;
    private final double hottestJacket;
    private final int cells;
    private final Interval alpha;
    private final Interval beta;

    /// @param hottest       the limit of the reactor's temperature, in °C
    /// @param hottestJacket of the jacket's
    /// @param alpha         of the activation energy
    /// @param beta          of the rate of A to B
    /// @param cells         into which alpha is cut, at least 1
    public CstrPlant(double hottest, double hottestJacket, Interval alpha, Interval beta, int cells) {
        if (!(alpha.low() > 0 && beta.low() > 0) || cells < 1) {
            throw new IllegalArgumentException(
                    "Alpha is in %s, beta in %s, cut into %d cells; both must be above 0, and there must be a cell.\nMaybe perturbations were given where factors were meant."
                            .formatted(alpha, beta, cells));
        }
        this.hottest = hottest;
        this.hottestJacket = hottestJacket;
        this.alpha = alpha;
        this.beta = beta;
        this.cells = cells;
    }

    /// More of B than A is fed cannot be had.
    ///
    /// @param concentration of B that is wanted, in mol/l
    /// @return why not; empty when it may be possible
    public static Optional<Infeasible> refuseTarget(double concentration) {
        Margin witness = new Margin("B is made of A", CstrRates.FEED - concentration, "mol/l");
        return witness.safe()
                ? Optional.empty()
                : Optional.of(new Infeasible(
                        Infeasible.Reason.CONFLICTING_LIMITS,
                        witness,
                        "want less than the %.1f mol/l of A in the feed".formatted(CstrRates.FEED)));
    }

    @Override
    public ActionSpace.Box actionSpace() {
        return ACTIONS;
    }

    @Override
    public float[] idle() {
        return new float[] {10, -1896};
    }

    @Override
    public Interval[] physical() {
        Interval concentration = new Interval(0, 10);
        Interval temperature = new Interval(20, 250);
        return new Interval[] {
            concentration, concentration, temperature, temperature, new Interval(0, 250 + 10 * CstrRates.RISE)
        };
    }

    @Override
    public Interval[] parameters() {
        return new Interval[] {alpha, beta};
    }

    @Override
    public List<Interval[]> plants() {
        List<Interval[]> all = new ArrayList<>();
        double width = (alpha.high() - alpha.low()) / cells;
        for (int i = 0; i < cells; i++) {
            double high = i == cells - 1 ? alpha.high() : alpha.low() + (i + 1) * width;
            all.add(new Interval[] {new Interval(alpha.low() + i * width, high), beta});
        }
        return all;
    }

    /// {@inheritDoc}
    ///
    /// Verifying is slow here, and steps are long.
    @Override
    public int grid() {
        return 3;
    }

    @Override
    public StateSet step(StateSet from, Interval[] action, Consumer<Interval[]> passed) {
        CstrRates rates = new CstrRates(from.parameters(), action);
        Interval[] now = CstrRates.contracted(from.states());
        passed.accept(now);
        for (int i = 0; i < SUBSTEPS; i++) {
            Interval[] enclosure = rates.enclosure(now);
            passed.accept(enclosure);
            if (enclosure[2].high() > 2 * hottest) { // Lost: no bound is worth its time.
                return new StateSet(physical(), from.parameters());
            }
            now = rates.after(now, enclosure, WIDENING);
        }
        return new StateSet(now, from.parameters());
    }

    @Override
    public Margin margin(Interval[] states) {
        Margin reactor = new Margin("reactor temperature", hottest - states[2].high(), "°C");
        return reactor.least(new Margin("jacket temperature", hottestJacket - states[3].high(), "°C"));
    }

    @Override
    public float[] backup(int manoeuvre, List<StateSet> ahead) {
        return new float[] {5, -8500};
    }

    @Override
    public Optional<Rest> rest(int manoeuvre, List<StateSet> ahead) {
        Margin least = Margin.NONE;
        for (StateSet set : ahead) {
            Interval[] states = CstrRates.contracted(set.states());
            boolean cool = states[2].high() <= hottest - COOL && states[3].high() <= hottestJacket - COOL;
            if (!cool || states[4].high() > hottest) {
                return Optional.empty();
            }
            Margin potential = new Margin("reactor temperature after all reactions", hottest - states[4].high(), "°C");
            least = least.least(margin(states)).least(potential);
        }
        return Optional.of(new Rest(least, sets -> backup(manoeuvre, sets)));
    }

    @Override
    public float[] escape(List<StateSet> ahead) {
        return backup(0, ahead);
    }
}
