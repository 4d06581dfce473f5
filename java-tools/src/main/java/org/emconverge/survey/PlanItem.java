package org.emconverge.survey;

/**
 * An entry of a plan.
 *
 * @param change why it is run, or that it is not
 * @param residues of the whole model, known or assumed
 * @param from where that number is from
 * @param coreHours estimated
 * @param chunk it goes into; 0 where it goes into none
 * @param reason why it goes into none, or empty
 */
record PlanItem(
        Candidate candidate, Change change, long residues, SizeFrom from, double coreHours, int chunk, String reason) {
    /** What is to be done with an entry, and why. */
    enum Change {
        NEW(true),
        REVISED(true),
        /** It failed for a reason that may have passed. */
        FAILED(true),
        /** The user asks for it. */
        AGAIN(true),
        /** It is in a chunk whose run goes on. */
        OPEN(false),
        NONE(false);

        private final boolean isRun;

        Change(boolean isRun) {
            this.isRun = isRun;
        }

        /** Whether it goes into a new chunk. */
        boolean isRun() {
            return isRun;
        }
    }

    /** Where a size is from. */
    enum SizeFrom {
        /** The weight that the archive gives. */
        ARCHIVE,
        /** The entry's own model file. */
        MODEL,
        ASSUMED,
        /** It was not asked for, because the entry is not run. */
        NONE
    }

    boolean sizeKnown() {
        return from == SizeFrom.ARCHIVE || from == SizeFrom.MODEL;
    }

    PlanItem in(int number) {
        return new PlanItem(candidate, change, residues, from, coreHours, number, "");
    }

    PlanItem without(String why) {
        return new PlanItem(candidate, change, residues, from, coreHours, 0, why);
    }
}
