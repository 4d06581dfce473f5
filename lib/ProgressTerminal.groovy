/** Progress on a terminal: a few lines that change in place, below what is said for good. */
class ProgressTerminal implements ProgressView {
    private static final int FEW = 10 // entries that have a line that stays when they are finished

    private final TerminalBlock block

    ProgressTerminal(TerminalBlock block) {
        this.block = block
    }

    void begin(Progress run, long now) {
    }

    void stage(Progress run, EntryProgress entry, Stage stage, boolean over, long now) {
    }

    void finished(Progress run, EntryProgress entry, String report, long now) {
        tick(run, now)
        if (run.entries.size() <= FEW) {
            block.say("$entry.id is finished: $report")
        }
    }

    void failed(Progress run, EntryProgress entry, String process, String reason, long now) {
        tick(run, now)
        block.say("$entry.id has failed: $reason")
    }

    void tick(Progress run, long now) {
        block.show(lines(run, now, block.height - 1))
    }

    void end(Progress run, boolean success, long now) {
        block.close()
    }

    /** At most so many lines: all entries together where there are several, then those in work, first the ones with a task at work. */
    static List<String> lines(Progress run, long now, int most) {
        int all = run.entries.size()
        List<String> lines = all > 1 ? [ProgressText.run(run.finished, run.failed, all, run.left(now) ?: null)] : []
        List<EntryProgress> open = run.entries.findAll { entry -> entry.stage && !entry.over }
        int over = run.finished + run.failed
        if (!open && over in [0, all]) {
            lines << (over ? 'what is told of the whole run is being written' : 'the run is being started')
        }
        int room = Math.max(1, most - lines.size())
        if (open.size() > room) {
            open = open.sort(false) { entry -> entry.atWork ? 0 : 1 }
        }
        int shown = open.size() > room ? Math.max(0, room - 1) : open.size()
        lines.addAll(open.take(shown).collect { entry -> ProgressText.entry(entry, now) })
        if (open.size() > shown) {
            lines << "and ${open.size() - shown} more in work".toString()
        }
        return lines.take(Math.max(1, most))
    }
}
