import groovy.transform.CompileStatic
import sun.misc.Signal

/**
 * Lines at the bottom of a terminal that are written over. Everything else that is printed goes above them: it is let through by a stream
 * that takes them away and, after a whole line, puts them back. The cursor stays where it is seen, at the line below them, and no mode of
 * the terminal is changed, so that a driver that is killed leaves nothing to be mended.
 */
@CompileStatic
class TerminalBlock {
    private static final int[] SIZE = [24, 80] // of a terminal that does not tell its own

    private static final byte NEWLINE = 10

    private final PrintStream out
    private final Closure<int[]> measure
    private List<String> lines = []
    private boolean open // a line that something else prints is not at its end yet
    private boolean closed
    private volatile boolean resized = true
    private int[] size = SIZE

    /** @param measure gives rows and columns of the terminal, or null */
    TerminalBlock(PrintStream out, Closure<int[]> measure) {
        this.out = out
        this.measure = measure
    }

    /** On the terminal that the standard output is, which then goes through it. */
    static TerminalBlock onStandardOutput() {
        TerminalBlock block = new TerminalBlock(System.out, { ofTerminal() })
        System.setOut(block.stream(System.out))
        System.setErr(block.stream(System.err))
        try {
            Signal.handle(new Signal('WINCH')) { block.resized = true }
        }
        catch (IllegalArgumentException _unknown) {
            // the size stays that of the beginning
        }
        return block
    }

    private static int[] ofTerminal() {
        try {
            Process stty = new ProcessBuilder('stty', 'size').redirectInput(new File('/dev/tty'))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start()
            List<String> words = stty.inputStream.text.tokenize()
            return words.size() == 2 && words.every { word -> word.isInteger() && (word as int) > 0 }
                ? words.collect { word -> word as int } as int[] : null
        }
        catch (IOException _none) {
            return null
        }
    }

    synchronized int getHeight() {
        return measured()[0]
    }

    /** Shows other lines in place of the last ones; what is longer than the terminal is wide is cut. */
    synchronized void show(List<String> wanted) {
        int width = measured()[1]
        List<String> cut = wanted.collect { line -> line.size() < width ? line : line.take(width - 2) + '…' }
        if (cut != lines && !closed) {
            if (open) {
                lines = cut // drawn when the other line has ended
            }
            else {
                String text = erasing() + cut.collect { line -> line + '\n' }.join('')
                lines = cut
                print(text)
            }
        }
    }

    /** Prints a line that stays. */
    void say(String line) {
        System.out.println(line)
    }

    /** Takes the lines away, for good. */
    synchronized void close() {
        show([])
        closed = true
    }

    private int[] measured() {
        if (resized) {
            resized = false
            size = measure.call() ?: SIZE
        }
        return size
    }

    /** To the first of the lines, as many as they are at the terminal's present width, and away with them. */
    private String erasing() {
        int width = measured()[1]
        int rows = lines.sum(0) { String line -> Math.max(1, Math.ceil(line.size() / (double) width) as int) } as int
        return rows ? "\u001b[${rows}A\r\u001b[J".toString() : ''
    }

    private void print(String text) {
        out.print(text)
        out.flush()
    }

    private PrintStream stream(PrintStream through) {
        return new PrintStream(new Through(this, through), true)
    }

    private synchronized void pass(PrintStream through, byte[] bytes, int from, int length) {
        if (length == 0) {
            return
        }
        boolean ends = bytes[from + length - 1] == NEWLINE
        if (!open && !closed && lines) {
            print(erasing())
        }
        through.write(bytes, from, length)
        through.flush()
        open = !ends
        if (ends && !closed && lines) {
            print(lines.collect { line -> line + '\n' }.join(''))
        }
    }

    @CompileStatic
    private static class Through extends OutputStream {
        private final TerminalBlock block
        private final PrintStream to

        Through(TerminalBlock block, PrintStream to) {
            this.block = block
            this.to = to
        }

        void write(int one) {
            write([(byte) one] as byte[], 0, 1)
        }

        void write(byte[] bytes, int from, int length) {
            block.pass(to, bytes, from, length)
        }

        void flush() {
            to.flush()
        }
    }
}
