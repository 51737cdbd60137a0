import com.sun.jna.FunctionMapper;
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The first calls from Java 17, with JNA (com.sun.jna, libjna-java in Debian).
 *
 * <pre>
 * javac -encoding UTF-8 -cp jna.jar First.java
 * java -cp jna.jar:. -Djna.library.path=PREFIX/lib First
 * </pre>
 */
public final class First {
    private static final int ABI_VERSION = 1;
    private static final int OK = 0;
    private static final int ROLE_SOCIAL_WORKER = 1;
    private static final int ACTIVITY_CHILD_YOUTH_AUTHORITY = 1;
    private static final int COST_PERSONNEL = 1;
    private static final int EMPLOYMENT_EMPLOYED = 1;
    private static final int INCREASE_ABOVE_BASELINE = 1;
    private static final int SPLIT_BY_DAY = 2;

    /** A size_t. Public, since JNA makes them too. */
    public static final class Size extends IntegerType {
        private static final long serialVersionUID = 1;

        public Size() {
            this(0);
        }

        Size(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }

    /** A struct of the header: zeros, with its size. */
    public abstract static class Sized extends Structure {
        public Size size;

        Sized() {
            size = new Size(size());
        }
    }

    @FieldOrder({
        "size", "rows", "total", "unit", "rounding", "roundingScope", "ties", "bounds",
        "reduceMinimums", "minimumForZero", "components", "weights", "shares", "sharesOf", "ids",
        "minimum", "maximum", "marks", "componentAmounts"
    })
    public static final class Allocation extends Sized {
        public Size rows;
        public long total;
        public long unit;
        public int rounding;
        public int roundingScope;
        public int ties;
        public int bounds;
        public int reduceMinimums;
        public int minimumForZero;
        public Size components;
        public Pointer weights;
        public Pointer shares;
        public long sharesOf;
        public Pointer ids;
        public Pointer minimum;
        public Pointer maximum;
        public Pointer marks;
        public Pointer componentAmounts;
    }

    @FieldOrder({
        "size", "atMostNumerator", "atMostDenominator", "atLeastNumerator", "atLeastDenominator",
        "numeratorScale", "denominatorScale", "hireStep", "hireInto", "isStatistic"
    })
    public static final class RatioLimits extends Sized {
        public long atMostNumerator;
        public long atMostDenominator;
        public long atLeastNumerator;
        public long atLeastDenominator;
        public long numeratorScale;
        public long denominatorScale;
        public long hireStep;
        public int hireInto;
        public int isStatistic;
    }

    @FieldOrder({"size", "hire", "headroom", "excess", "status", "reserved"})
    public static final class RatioVerdict extends Sized {
        public long hire;
        public long headroom;
        public long excess;
        public int status;
        public int reserved;
    }

    @FieldOrder({"size", "approved", "undetermined", "reasons", "verdict"})
    public static final class LineVerdict extends Sized {
        public long approved;
        public long undetermined;
        public int reasons;
        public int verdict;
    }

    @FieldOrder({
        "size", "path", "pathLength", "code", "codeLength", "got", "gotLength", "want", "wantLength"
    })
    public static final class Problem extends Sized {
        public Pointer path;
        public Size pathLength;
        public Pointer code;
        public Size codeLength;
        public Pointer got;
        public Size gotLength;
        public Pointer want;
        public Size wantLength;

        @Override
        public String toString() {
            return text(path, pathLength) + ": " + text(code, codeLength)
                + ": got " + text(got, gotLength) + ", want " + text(want, wantLength);
        }
    }

    /** The functions of the header, without the sb_ that they begin with. */
    public interface Statsbidrag extends Library {
        int abi_version();

        String version();

        String status_name(int status);

        String ratio_status_name(int status);

        String verdict_name(int verdict);

        String reason_name(int reason);

        Size problems_kept(Pointer problems);

        int problems_get(Pointer problems, Size index, Problem problem);

        void problems_free(Pointer problems);

        int allocate(Allocation allocation, long[] amounts, Pointer summary,
            PointerByReference problems);

        int rule_set_load(byte[] id, Size length, PointerByReference rules,
            PointerByReference problems);

        int rule_set_limits(Pointer rules, byte[] id, Size length, int day, long numeratorScale,
            long denominatorScale, RatioLimits limits, PointerByReference problems);

        void rule_set_free(Pointer rules);

        int check_one_ratio(RatioLimits limits, long numerator, long denominator,
            RatioVerdict verdict, PointerByReference problems);

        int days_of(int year, int month, int day, IntByReference days,
            PointerByReference problems);

        int rulebook_load(byte[] id, Size length, PointerByReference rulebook,
            PointerByReference problems);

        int assess_one(Pointer rulebook, int year, int split, int role, int activity, int costKind,
            int employment, int increase, int freesTimeFor, int from, int to, long fte,
            long amount, int evidence, int ruling, long otherFunding, LineVerdict verdict,
            PointerByReference problems);

        void rulebook_free(Pointer rulebook);
    }

    private static final FunctionMapper NAMES = (library, method) -> "sb_" + method.getName();
    private static final Statsbidrag SB = Native.load("statsbidrag", Statsbidrag.class,
        Map.of(Library.OPTION_FUNCTION_MAPPER, NAMES, Library.OPTION_STRING_ENCODING, "UTF-8"));

    private First() {}

    /** Why a call did not do what was asked: all of it, a line each. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(String told) {
            super(told);
        }
    }

    /** Throws what is wrong, where something is, and frees it. */
    private static void check(int status, PointerByReference problems) {
        if (status == OK) {
            return;
        }
        Pointer handle = problems.getValue();
        StringBuilder told = new StringBuilder(SB.status_name(status));
        for (long i = 0; i < SB.problems_kept(handle).longValue(); i++) {
            Problem problem = new Problem();
            SB.problems_get(handle, new Size(i), problem);
            told.append('\n').append(problem);
        }
        SB.problems_free(handle);
        throw new Failure(told.toString());
    }

    private static String text(Pointer bytes, Size length) {
        return new String(bytes.getByteArray(0, length.intValue()), StandardCharsets.UTF_8);
    }

    /** A column in memory that does not move: it is there as long as this object is. */
    private static Memory column(long... numbers) {
        Memory memory = new Memory((long) Long.BYTES * numbers.length);
        memory.write(0, numbers, 0, numbers.length);
        return memory;
    }

    /** Ten million kronor over three rows of a key; the amounts are in öre. */
    private static long[] divide(Memory[] weights, Memory shares) {
        Memory columns = new Memory((long) Native.POINTER_SIZE * weights.length);
        columns.write(0, weights, 0, weights.length);
        long[] amounts = new long[3];
        Allocation allocation = new Allocation();
        allocation.rows = new Size(amounts.length);
        allocation.total = 10_000_000L * 100;
        allocation.components = new Size(weights.length);
        allocation.weights = columns;
        allocation.shares = shares;
        allocation.sharesOf = 100;
        PointerByReference problems = new PointerByReference();
        check(SB.allocate(allocation, amounts, null, problems), problems);
        return amounts;
    }

    /** How many social workers a supervisor may have in Mölndal. */
    private static RatioVerdict supervise(long socialWorkers, long supervisors) {
        byte[] rule = "molndal-supervisor-span".getBytes(StandardCharsets.UTF_8);
        Size length = new Size(rule.length);
        PointerByReference rules = new PointerByReference();
        PointerByReference problems = new PointerByReference();
        check(SB.rule_set_load(rule, length, rules, problems), problems);
        RatioLimits limits = new RatioLimits();
        RatioVerdict verdict = new RatioVerdict();
        try {
            check(SB.rule_set_limits(rules.getValue(), rule, length, 0, 1, 1, limits, problems),
                problems);
        } finally {
            SB.rule_set_free(rules.getValue());
        }
        check(SB.check_one_ratio(limits, socialWorkers, supervisors, verdict, problems), problems);
        return verdict;
    }

    private static int day(int year, int month, int dayOfMonth) {
        IntByReference days = new IntByReference();
        PointerByReference problems = new PointerByReference();
        check(SB.days_of(year, month, dayOfMonth, days, problems), problems);
        return days.getValue();
    }

    /** A new social worker from December 2016 to January 2017, against the grant of 2016. */
    private static LineVerdict assess(long amount) {
        byte[] grant = "starkt-bemanning".getBytes(StandardCharsets.UTF_8);
        PointerByReference rulebook = new PointerByReference();
        PointerByReference problems = new PointerByReference();
        check(SB.rulebook_load(grant, new Size(grant.length), rulebook, problems), problems);
        LineVerdict verdict = new LineVerdict();
        try {
            check(SB.assess_one(rulebook.getValue(), 2016, SPLIT_BY_DAY, ROLE_SOCIAL_WORKER,
                ACTIVITY_CHILD_YOUTH_AUTHORITY, COST_PERSONNEL, EMPLOYMENT_EMPLOYED,
                INCREASE_ABOVE_BASELINE, 0, day(2016, 12, 1), day(2017, 1, 31), 10_000, amount, 0,
                0, 0, verdict, problems), problems);
        } finally {
            SB.rulebook_free(rulebook.getValue());
        }
        return verdict;
    }

    public static void main(String[] arguments) {
        if (SB.abi_version() != ABI_VERSION) {
            System.err.println("statsbidrag " + SB.version() + " is not what this is written for");
            System.exit(1);
        }

        Memory[] key = {column(1200, 2300, 3100), column(935619, 328494, 556640)};
        for (long amount : divide(key, column(70, 30))) {
            System.out.println(amount / 100 + " kr");
        }

        RatioVerdict ratio = supervise(9, 1);
        System.out.println(SB.ratio_status_name(ratio.status) + ": " + ratio.excess
            + " over, hire " + ratio.hire);

        long claimed = 180_000L * 100;
        LineVerdict line = assess(claimed);
        StringBuilder told = new StringBuilder(SB.verdict_name(line.verdict));
        told.append(": " + line.approved / 100 + " of " + claimed / 100 + " kr");
        for (int reason = 1; reason != 0; reason <<= 1) {
            if ((line.reasons & reason) != 0) {
                told.append(' ').append(SB.reason_name(reason));
            }
        }
        System.out.println(told);

        // Two cells and the shares are wrong: one call names all three.
        Memory[] bad = {column(1200, -2300, 3100), column(935619, 328494, -5)};
        try {
            divide(bad, column(70, 40));
        } catch (Failure failure) {
            System.out.println(failure.getMessage());
        }
    }
}
